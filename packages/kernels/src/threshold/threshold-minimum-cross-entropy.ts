import { naturalLogarithm } from "../arithmetic/natural-logarithm.ts";
import { type Histogram, histogram } from "../intensity/histogram.ts";
import type { PixelArray } from "../plane.ts";

const MAX_ITERATIONS = 1000;
export const FLOAT_BINS = 0x10000;

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
  return crossEntropyOfCounts(counts, (bin) => centers[bin]!, tolerance);
}

/** The same of bins whose first centres can be asked for. */
export function crossEntropyOfCounts(
  counts: Float64Array | Uint32Array,
  centerAt: (bin: number) => number,
  tolerance: number | null = null,
): number {
  const origin = counts.length > 0 ? centerAt(0) : Number.NaN;
  const binWidth = counts.length > 1 ? centerAt(1) - origin : 0;
  if (binWidth === 0) return origin;
  const weights = new Float64Array(counts.length + 1);
  const moments = new Float64Array(counts.length + 1);
  cumulate(counts, binWidth, weights, moments);
  const [weight, moment] = [weights[counts.length]!, moments[counts.length]!];
  const enough = tolerance ?? binWidth / 2;
  let next = moment / weight;
  for (let i = 0, current = -2 * enough; i < MAX_ITERATIONS && Math.abs(next - current) > enough; i++) {
    current = next;
    const split = Math.floor(current / binWidth) + 1;
    const back = moments[split]! / weights[split]!;
    const fore = (moment - moments[split]!) / (weight - weights[split]!);
    if (back === 0 || fore === back) break;
    next = (back - fore) / (naturalLogarithm(back) - naturalLogarithm(fore));
  }
  return next + origin;
}

/** Writes per bin the count and the sum of heights above the first bin of all samples in earlier bins. */
function cumulate(
  counts: Float64Array | Uint32Array,
  binWidth: number,
  weights: Float64Array,
  moments: Float64Array,
): void {
  // Nothing follows the loop: an engine that compiled it while it ran would not know what to do there, each time.
  for (let i = 0; i < counts.length; i++) {
    weights[i + 1] = weights[i]! + counts[i]!;
    moments[i + 1] = moments[i]! + counts[i]! * i * binWidth;
  }
}
