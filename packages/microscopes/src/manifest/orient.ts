import type { StagePosition } from "@ohcs/context";

/** A place whose directions are not known, and the row and column of what lies there, counted downwards and rightwards. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly row: number;
  readonly column: number;
}

/**
 * The direction of each axis that makes rows follow each other downwards and columns rightwards: 1, or −1 where the axis
 * points the other way. An axis that nothing determines (one row, one column) is 0. Null if rows or columns contradict
 * themselves.
 */
export function orientationOf(places: readonly Placed[]): { readonly x: 1 | -1 | 0; readonly y: 1 | -1 | 0 } | null {
  const x = directionOf(places.map((place) => [place.column, place.x]));
  const y = directionOf(places.map((place) => [place.row, place.y]));
  return x === null || y === null ? null : { x, y };
}

/** The place in µm, x right, y down; null where a direction is needed and not known. */
export function oriented(
  { x, y }: Pick<Placed, "x" | "y">,
  orientation: ReturnType<typeof orientationOf>,
): StagePosition | null {
  if (orientation === null || orientation.x === 0 || orientation.y === 0) return null;
  return { xUm: orientation.x * x + 0, yUm: orientation.y * y + 0 };
}

/** Do the values rise with the index, or fall? By the ranges of each index, which must not overlap. */
function directionOf(pairs: readonly (readonly [index: number, value: number])[]): 1 | -1 | 0 | null {
  const ranges = new Map<number, { low: number; high: number }>();
  for (const [index, value] of pairs) {
    const { low, high } = ranges.get(index) ?? { low: value, high: value };
    ranges.set(index, { low: Math.min(low, value), high: Math.max(high, value) });
  }
  const sorted = [...ranges].toSorted(([a], [b]) => a - b).map(([, range]) => range);
  if (sorted.length < 2) return 0;
  const follows = (holds: (a: (typeof sorted)[0], b: (typeof sorted)[0]) => boolean) =>
    sorted.every((range, i) => i === 0 || holds(sorted[i - 1] ?? range, range));
  if (follows((a, b) => a.high < b.low)) return 1;
  return follows((a, b) => a.low > b.high) ? -1 : null;
}
