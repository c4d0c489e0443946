import { naturalLogarithm } from "../arithmetic/natural-logarithm.ts";
import { type Histogram, histogram } from "../intensity/histogram.ts";
import type { PixelArray } from "../plane.ts";

const MAX_ITERATIONS = 1000;
const FLOAT_BINS = 0x10000;

/**
 * Li's threshold: the value at which the cross entropy between the image and its two class means is least (foreground
 * is `> threshold`). One value throughout is its own threshold; no samples give NaN.
 *
 * Reference: `skimage.filters.threshold_li` (Li and Tam, 1998). Equal for integers; floats are counted in 65,536 bins
 * first, which moves the threshold by less than 1e-4 of the range.
 */
export function thresholdMinimumCrossEntropy(data: PixelArray): number {
  const integer = !(data instanceof Float32Array || data instanceof Float64Array);
  return crossEntropyOfHistogram(histogram(data, FLOAT_BINS), integer ? 0.5 : null);
}

/** Li's threshold of counted samples; iteration ends at changes below `tolerance`, by default half a bin. */
export function crossEntropyOfHistogram({ counts, centers }: Histogram, tolerance: number | null = null): number {
  const origin = centers[0] ?? Number.NaN;
  const binWidth = centers.length > 1 ? centers[1]! - origin : 0;
  if (binWidth === 0) return origin;
  const enough = tolerance ?? binWidth / 2;
  let next = meanOfBins(counts, centers, 0, counts.length);
  for (let i = 0, current = -2 * enough; i < MAX_ITERATIONS && Math.abs(next - current) > enough; i++) {
    current = next;
    const firstAbove = Math.floor(current / binWidth) + 1;
    const fore = meanOfBins(counts, centers, firstAbove, counts.length);
    const back = meanOfBins(counts, centers, 0, firstAbove);
    if (back === 0 || fore === back) break;
    next = (back - fore) / (naturalLogarithm(back) - naturalLogarithm(fore));
  }
  return next + origin;
}

/** The mean value of the bins from `from` up to `to`, above the first bin's. */
function meanOfBins(counts: Float64Array, centers: Float64Array, from: number, to: number): number {
  let weight = 0;
  let moment = 0;
  for (let i = from; i < to; i++) {
    weight += counts[i]!;
    moment += counts[i]! * (centers[i]! - centers[0]!);
  }
  return moment / weight;
}
