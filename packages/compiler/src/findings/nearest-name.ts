import { editDistance } from "@ohcs/context";

/** A sentence that suggests the nearest of `names`, or lists them if none is near; null if there are none. */
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

const MOST_LISTED = 12;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map((name) => `'${name}'`);
  return names.length > MOST_LISTED ? `${shown.join(", ")}, …` : shown.join(", ");
}
