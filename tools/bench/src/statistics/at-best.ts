/**
 * `combine` of the smallest value of each side. Where others keep the machine so busy that medians jump from run to run,
 * this is what both can do when they are left alone.
 * @throws `Error` where one side has no values
 */
export function atBest(
  a: readonly number[],
  b: readonly number[],
  combine: (a: number, b: number) => number = (one, other) => one / other,
): number {
  if (a.length === 0 || b.length === 0) throw new Error("Cannot compare the best: expected values on both sides");
  return combine(Math.min(...a), Math.min(...b));
}
