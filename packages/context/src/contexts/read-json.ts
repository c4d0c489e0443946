import type { Json } from "./json.ts";

/** Lists and objects within each other: far more than any document of ours has, far fewer than a stack overflows at. */
const MOST_LEVELS = 256;

/** The value of a JSON text, of which whatever walks it may recurse. @throws `SyntaxError` for no JSON, or more than 256 levels */
export function readJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  if (!isTooDeep(value)) return value;
  throw new SyntaxError(`Cannot read JSON: expected at most ${MOST_LEVELS} levels, got more`);
}

/** Has a value more levels of lists and objects than {@link readJson} accepts? One that contains itself has. */
export function isTooDeep(value: unknown): boolean {
  return exceeds(value, MOST_LEVELS);
}

function exceeds(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => exceeds(item, levels - 1));
}
