import { type Histogram, histogram, type PixelArray, percentiles } from "@ohcs/kernels";

/** Makes the median absolute deviation of normal noise its standard deviation. */
const NORMAL_CONSISTENCY = 1.4826;

/**
 * The lowest value that may count as foreground: `sigmas` robust standard deviations (1.4826 × MAD) above the median.
 * Noise of an empty image stays below it, independent of an automatic threshold.
 */
export function foregroundFloor(data: PixelArray, sigmas: number): number {
  if (isCountedByValue(data)) return floorOfHistogram(histogram(data), sigmas);
  const [median = 0] = percentiles(data, [50]);
  if (sigmas === 0) return median;
  // Those of float32 as float32, like on a GPU: they are counted, where float64 would have to be put in order.
  const deviations = data instanceof Float32Array ? new Float32Array(data.length) : new Float64Array(data.length);
  for (let i = 0; i < deviations.length; i++) deviations[i] = Math.abs((data[i] ?? 0) - median);
  const [mad = 0] = percentiles(deviations, [50]);
  return floorAbove(median, mad, sigmas);
}

/**
 * The threshold, or the floor where that is higher. Samples of 32 and 64 bits are put in order only where their histogram, `counted`, leaves it
 * open which is higher: in most images the floor lies far below.
 */
export function notBelowFloor(threshold: number, data: PixelArray, counted: Histogram, sigmas: number): number {
  const near = floorOfHistogram(counted, sigmas);
  if (isCountedByValue(data)) return Math.max(threshold, near);
  // NaN is in no bin.
  const isComplete = counted.counts.reduce((sum, count) => sum + count, 0) === data.length;
  // Counted, samples and their median are moved by half a bin at most, deviations by one; the double leaves room for rounding.
  const bin = (counted.centers[1] ?? Number.NaN) - (counted.centers[0] ?? Number.NaN);
  return isComplete && threshold >= near + 2 * floorAbove(bin, bin, sigmas)
    ? threshold
    : Math.max(threshold, foregroundFloor(data, sigmas));
}

/** Has their histogram one bin per value, whatever the samples are? */
function isCountedByValue(data: PixelArray): data is Uint8Array | Uint16Array {
  return data instanceof Uint8Array || data instanceof Uint16Array;
}

/** The same of samples that were counted, one bin per value. */
export function floorOfHistogram({ counts, centers }: Histogram, sigmas: number): number {
  const median = medianOf(centers, counts);
  const deviations = new Float64Array(counts.length);
  const ordered = new Float64Array(counts.length);
  // From the median outwards the deviations ascend on either side.
  let above = centers.findIndex((center) => center >= median);
  let below = above - 1;
  const at = (values: Float64Array, i: number) => values[i] ?? Number.NaN;
  for (let i = 0; i < counts.length; i++) {
    const isBelow =
      above >= counts.length || (below >= 0 && median - at(centers, below) <= at(centers, above) - median);
    const next = isBelow ? below-- : above++;
    deviations[i] = Math.abs(at(centers, next) - median);
    ordered[i] = at(counts, next);
  }
  return floorAbove(median, medianOf(deviations, ordered), sigmas);
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
