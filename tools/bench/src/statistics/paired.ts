import { type Summary, summarize } from "./summary.ts";

/**
 * `combine` of the values of each round by itself, summarized: what slows a whole round down slows both values and
 * cancels out of their ratio.
 * @throws `Error` where the numbers of rounds differ
 */
export function paired(
  a: readonly number[],
  b: readonly number[],
  combine: (a: number, b: number) => number = (one, other) => one / other,
): Summary {
  if (a.length !== b.length)
    throw new Error(`Cannot pair rounds: expected ${a.length} on both sides, got ${b.length} on one`);
  return summarize(a.map((value, round) => combine(value, b[round] ?? Number.NaN)));
}
