const HALF_PI = 1.5707963267948966;

/** The angle of the vector (x, y) in radians, −π to π, as `Math.atan2` but with the same bits in every engine. */
export function arcTangent(y: number, x: number): number {
  if (x === 0 && y === 0) return 0;
  const steep = Math.abs(y) > Math.abs(x);
  const slope = arcTangentOfRatio(steep ? x / y : y / x);
  if (steep) return (y > 0 ? HALF_PI : -HALF_PI) - slope;
  if (x > 0) return slope;
  return y < 0 ? slope - 2 * HALF_PI : slope + 2 * HALF_PI;
}

/** For |ratio| ≤ 1: the half-angle formula twice, then the series. */
function arcTangentOfRatio(ratio: number): number {
  const half = ratio / (1 + Math.sqrt(1 + ratio * ratio));
  const quarter = half / (1 + Math.sqrt(1 + half * half));
  const square = quarter * quarter;
  let sum = 0;
  for (let n = 25; n > 0; n -= 2) sum = 1 / n - square * sum;
  return 4 * quarter * sum;
}
