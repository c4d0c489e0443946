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
  let [left, right, last] = [1, scale, 0];
  let middle = left + Math.floor((right - left) / (6 / 5));
  let valid: number | null = null;
  for (let turn = 0; last !== middle; turn++) {
    if (turn === 256) return null;
    const correlation = backgroundCorrelation(first, second, at(middle));
    if (Number.isNaN(correlation) || correlation < 0) left = middle - 1;
    else [right, valid] = [middle + 1, middle];
    last = middle;
    middle = left + Math.floor((right - left) / (right - left > 6 ? 6 / 5 : 2));
  }
  if (valid === null) return null;
  const found = at(valid - 1);
  return Number.isNaN(backgroundCorrelation(first, second, found)) ? null : found;
}

/** Orthogonal regression over the pixels that either image lights. */
function regressionLine(first: Float64Array, second: Float64Array): { slope: number; offset: number } | null {
  const { count, meanA, meanB, varianceA, varianceB, covariance } = moments(first, second, (a, b) => a > 0 || b > 0);
  if (count < 3 || varianceA === 0 || varianceB === 0) return null;
  if (Math.abs(covariance) <= 8 * Number.EPSILON * Math.max(varianceA, varianceB)) return null;
  const difference = varianceB - varianceA;
  const slope = (difference + Math.sqrt(difference * difference + 4 * covariance * covariance)) / (2 * covariance);
  return { slope, offset: meanB - slope * meanA };
}

/** Pearson's correlation of the pixels below either threshold; NaN of fewer than 3, or where one image does not vary. */
function backgroundCorrelation(first: Float64Array, second: Float64Array, threshold: CostesThresholds): number {
  const isBackground = (a: number, b: number) => a < threshold.first || b < threshold.second;
  const { count, varianceA, varianceB, covariance } = moments(first, second, isBackground);
  return count < 3 || varianceA === 0 || varianceB === 0 ? Number.NaN : covariance / Math.sqrt(varianceA * varianceB);
}

/** Means and (co)variances, divided by n − 1, of the pixels chosen; a variance is precisely 0 where all are equal. */
function moments(first: Float64Array, second: Float64Array, isChosen: (a: number, b: number) => boolean) {
  let [count, sumA, sumB] = [0, 0, 0];
  let [leastA, mostA, leastB, mostB] = [1 / 0, -1 / 0, 1 / 0, -1 / 0];
  for (let i = 0; i < first.length; i++) {
    const [a, b] = [first[i]!, second[i]!];
    if (!isChosen(a, b)) continue;
    count++;
    sumA += a;
    sumB += b;
    if (a < leastA) leastA = a;
    if (a > mostA) mostA = a;
    if (b < leastB) leastB = b;
    if (b > mostB) mostB = b;
  }
  const [meanA, meanB] = [sumA / count, sumB / count];
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < first.length; i++) {
    if (!isChosen(first[i]!, second[i]!)) continue;
    const [a, b] = [first[i]! - meanA, second[i]! - meanB];
    aa += a * a;
    bb += b * b;
    ab += a * b;
  }
  const varianceA = leastA === mostA ? 0 : aa / (count - 1);
  const varianceB = leastB === mostB ? 0 : bb / (count - 1);
  return { count, meanA, meanB, varianceA, varianceB, covariance: ab / (count - 1) };
}
