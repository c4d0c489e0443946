/** Both thresholds of one object, from 0 to 1. */
export interface CostesThresholds {
  readonly first: number;
  readonly second: number;
}

/**
 * Costes' thresholds: a pair on the line of orthogonal regression, below which (in either image) intensities no longer
 * correlate positively. Candidates are steps of 1/`scale`, narrowed down by bisection. Intensities from 0 to 1; null where too few
 * pixels are lit or nothing varies.
 *
 * Reference: `cp_measure` `bisection_costes`, equal (Costes et al., 2004; "Faster" of CellProfiler).
 */
export function costesThresholds(first: Float64Array, second: Float64Array, scale: number): CostesThresholds | null {
  const line = regressionLine(first, second);
  if (line === null) return null;
  const at = (step: number) => ({ first: step / scale, second: line.slope * (step / scale) + line.offset });
  const correlation = (step: number) => correlationOf(momentsBelow(first, second, at(step), line.meanA, line.meanB));
  let [left, right, last] = [1, scale, 0];
  let middle = left + Math.floor((right - left) / (6 / 5));
  let valid: number | null = null;
  for (let turn = 0; last !== middle; turn++) {
    if (turn === 256) return null;
    const found = correlation(middle);
    if (Number.isNaN(found) || found < 0) left = middle - 1;
    else [right, valid] = [middle + 1, middle];
    last = middle;
    middle = left + Math.floor((right - left) / (right - left > 6 ? 6 / 5 : 2));
  }
  return valid === null || Number.isNaN(correlation(valid - 1)) ? null : at(valid - 1);
}

/** Orthogonal regression over the pixels that either image lights, and their means. */
function regressionLine(first: Float64Array, second: Float64Array) {
  const isLit = (_: number, i: number) => first[i]! > 0 || second[i]! > 0;
  const [a, b] = [first.filter(isLit), second.filter(isLit)];
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  const everything = { first: Number.POSITIVE_INFINITY, second: Number.POSITIVE_INFINITY };
  const { count, varianceA, varianceB, covariance } = momentsBelow(a, b, everything, meanA, meanB);
  if (count < 3 || varianceA === 0 || varianceB === 0) return null;
  if (Math.abs(covariance) <= 8 * Number.EPSILON * Math.max(varianceA, varianceB)) return null;
  const difference = varianceB - varianceA;
  const slope = (difference + Math.sqrt(difference * difference + 4 * covariance * covariance)) / (2 * covariance);
  return { slope, offset: meanB - slope * meanA, meanA, meanB };
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

interface Moments {
  readonly count: number;
  /** Precisely 0 where all intensities are equal. */
  readonly varianceA: number;
  readonly varianceB: number;
  readonly covariance: number;
}

/** Pearson's; NaN of fewer than 3 pixels, or where one image does not vary. */
function correlationOf({ count, varianceA, varianceB, covariance }: Moments): number {
  return count < 3 || varianceA === 0 || varianceB === 0 ? Number.NaN : covariance / Math.sqrt(varianceA * varianceB);
}

/** Of the pixels below either threshold, in one pass around given middles. */
function momentsBelow(
  first: Float64Array,
  second: Float64Array,
  threshold: CostesThresholds,
  middleA: number,
  middleB: number,
): Moments {
  const { first: limitA, second: limitB } = threshold;
  let [count, sumA, sumB, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  let [variesA, variesB, anyA, anyB] = [false, false, 0, 0];
  for (let i = 0; i < first.length; i++) {
    const a = first[i]!;
    const b = second[i]!;
    if (a >= limitA && b >= limitB) continue;
    if (count === 0) {
      anyA = a;
      anyB = b;
    }
    variesA ||= a !== anyA;
    variesB ||= b !== anyB;
    const fromA = a - middleA;
    const fromB = b - middleB;
    count++;
    sumA += fromA;
    sumB += fromB;
    aa += fromA * fromA;
    bb += fromB * fromB;
    ab += fromA * fromB;
  }
  const variance = (varies: boolean, squares: number, sum: number) =>
    varies ? (squares - (sum * sum) / count) / (count - 1) : 0;
  return {
    count,
    varianceA: variance(variesA, aa, sumA),
    varianceB: variance(variesB, bb, sumB),
    covariance: (ab - (sumA * sumB) / count) / (count - 1),
  };
}
