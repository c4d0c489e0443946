/** A sentence that names the nearest of `names`, or lists them where none is near; null where there are none. */
export function nearestHint(name: string, names: Iterable<string>): string | null {
  const known = [...new Set(names)];
  const near = nearestName(name, known);
  if (near !== null) return `Did you mean '${near}'?`;
  return known.length === 0 ? null : `Known: ${listed(known)}`;
}

/** The name that differs from `name` by the fewest edits, or null where all differ in more than a third. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.floor(name.length / 3) + 1;
  for (const candidate of names) {
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** How many insertions, deletions, substitutions and swaps of neighbours turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(editsAt(a, b, i, j, row, last, older));
    [older, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

function editsAt(a: string, b: string, i: number, j: number, row: number[], last: number[], older: number[]): number {
  const same = a[i - 1] === b[j - 1];
  const edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(edits, (older[j - 2] ?? 0) + 1) : edits;
}

const MOST_LISTED = 12;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map((name) => `'${name}'`);
  return names.length > MOST_LISTED ? `${shown.join(", ")}, …` : shown.join(", ");
}
