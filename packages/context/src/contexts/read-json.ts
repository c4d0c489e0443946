import type { Json } from "./json.ts";

/** Nesting depth of lists and objects: far more than any of our documents has, far less than overflows a stack. */
const MOST_LEVELS = 256;

/**
 * Parses JSON of bounded depth, so that the value can be walked recursively. @throws `SyntaxError` for invalid JSON, or
 * more than 256 levels
 */
export function readJson(text: string): Json {
  const value = JSON.parse(text) as Json;
  if (!isTooDeep(value)) return value;
  throw new SyntaxError(`Cannot read JSON: it is nested more than ${MOST_LEVELS} levels deep`);
}

/** Is a value nested deeper than {@link readJson} accepts? True for a value that contains itself. */
export function isTooDeep(value: unknown): boolean {
  return exceeds(value, MOST_LEVELS);
}

function exceeds(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => exceeds(item, levels - 1));
}
