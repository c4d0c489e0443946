import { editDistance } from "@ohcs/context";

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
