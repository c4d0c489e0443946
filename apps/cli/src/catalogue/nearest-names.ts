/** A suggestion may differ from what was typed by at most this part of its letters. */
const MOST_DIFFERENT = 0.5;

/** Up to three of `names` that `typed` probably meant, nearest first; letter case does not matter. */
export function nearestNames(typed: string, names: readonly string[]): readonly string[] {
  return names
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, MOST_DIFFERENT * Math.min(name.length, typed.length)))
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** `Did you mean 'stitch'?`, or null where nothing is near. */
export function didYouMean(typed: string, names: readonly string[]): string | null {
  const near = nearestNames(typed, names);
  return near.length === 0 ? null : `Did you mean '${near.join("' or '")}'?`;
}

/** Insertions, deletions and replacements of one letter, and swaps of two neighbours (optimal string alignment), row by row. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const isSwap = i > 0 && j > 0 && a[i - 1] === b[j] && a[i] === b[j - 1];
      const swapped = isSwap ? (older[j - 1] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    [older, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}
