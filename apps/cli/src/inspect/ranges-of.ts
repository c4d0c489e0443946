import type { PlaneCoordinates, SourceImage } from "@ohcs/context";

/** The values that each coordinate takes over a plate, in order. */
export interface CoordinateRanges {
  readonly sites: readonly number[];
  readonly channels: readonly string[];
  readonly zIndexes: readonly number[];
  readonly timepoints: readonly number[];
}

export function rangesOf(planes: readonly PlaneCoordinates[]): CoordinateRanges {
  const numbers = (values: readonly number[]) => [...new Set(values)].toSorted((a, b) => a - b);
  return {
    sites: numbers(planes.map(({ site }) => site)),
    channels: [...new Set(planes.map(({ channel }) => channel))],
    zIndexes: numbers(planes.map(({ zIndex }) => zIndex)),
    timepoints: numbers(planes.map(({ timepoint }) => timepoint)),
  };
}

/** Numbers for people: `1–9`, `1, 3, 5`. */
export function rangeText(values: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last !== undefined && value === last[1] + 1) last[1] = value;
    else runs.push([value, value]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

/** The bytes of all images; a file that holds several planes counts once. */
export function bytesOf(images: readonly SourceImage[]): number {
  return [...new Map(images.map(({ path, bytes }) => [path, bytes])).values()].reduce((sum, bytes) => sum + bytes, 0);
}
