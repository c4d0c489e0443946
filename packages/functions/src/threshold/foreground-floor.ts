import { type Histogram, type PixelArray, percentiles } from "@ohcs/kernels";

/** Makes the median absolute deviation of normal noise its standard deviation. */
const NORMAL_CONSISTENCY = 1.4826;

/**
 * The lowest value that may count as foreground: `sigmas` robust standard deviations (1.4826 × MAD) above the median.
 * Noise of an empty image stays below it, independent of an automatic threshold.
 */
export function foregroundFloor(data: PixelArray, sigmas: number): number {
  const [median = 0] = percentiles(data, [50]);
  const deviations = Float64Array.from(data, (value) => Math.abs(value - median));
  const [mad = 0] = percentiles(deviations, [50]);
  return floorAbove(median, mad, sigmas);
}

/** The same of samples that were counted, one bin per value. */
export function floorOfHistogram({ counts, centers }: Histogram, sigmas: number): number {
  const median = medianOf(centers, counts);
  const deviations = centers.map((value) => Math.abs(value - median));
  const at = (values: Float64Array, i: number) => values[i] ?? Number.NaN;
  const order = Uint32Array.from(deviations.keys()).sort((a, b) => at(deviations, a) - at(deviations, b));
  const ascending = (values: Float64Array) => Float64Array.from(order, (i) => at(values, i));
  return floorAbove(median, medianOf(ascending(deviations), ascending(counts)), sigmas);
}

/** The floor of samples with this median and this median absolute deviation from it. */
export function floorAbove(median: number, mad: number, sigmas: number): number {
  return median + sigmas * NORMAL_CONSISTENCY * mad;
}

/** The median of ascending values, each as often as it was counted. */
function medianOf(values: Float64Array, counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const valueOfRank = (rank: number): number => {
    let before = 0;
    const found = counts.findIndex((count) => {
      before += count;
      return before > rank;
    });
    return values[found] ?? Number.NaN;
  };
  const [low, high] = [valueOfRank(Math.floor((total - 1) / 2)), valueOfRank(Math.ceil((total - 1) / 2))];
  return low + (high - low) / 2;
}
