const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * e to the power `x`, from additions, multiplications and divisions alone, so that every engine gives the same bits
 * (`Math.exp` may not). Relative error below 1e-15.
 */
export function exponential(x: number): number {
  const octaves = Math.round(x / (LN2_HIGH + LN2_LOW));
  const rest = x - octaves * LN2_HIGH - octaves * LN2_LOW;
  let sum = 1;
  for (let n = 14; n > 0; n--) sum = 1 + (sum * rest) / n;
  const factor = octaves < 0 ? 0.5 : 2;
  for (let n = Math.abs(octaves); n > 0 && sum !== 0 && sum !== Number.POSITIVE_INFINITY; n--) sum *= factor;
  return sum;
}
