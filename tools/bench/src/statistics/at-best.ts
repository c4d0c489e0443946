/**
 * `combine` of the smallest value of each side. On a machine so busy that medians vary from run to run, this is the
 * undisturbed speed of both.
 * @throws `Error` where one side has no values
 */
export function atBest(
  a: readonly number[],
  b: readonly number[],
  combine: (a: number, b: number) => number = (one, other) => one / other,
): number {
  if (a.length === 0 || b.length === 0) throw new Error("Cannot compare the best: one side has no values");
  return combine(Math.min(...a), Math.min(...b));
}
