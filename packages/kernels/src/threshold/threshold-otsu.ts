import { type Histogram, histogram } from "../intensity/histogram.ts";
import type { PixelArray } from "../plane.ts";

/**
 * Otsu's threshold: the value that maximises the variance between the samples up to it and those above it (foreground
 * is `> threshold`). One value throughout is its own threshold; no samples give NaN.
 *
 * Reference: `skimage.filters.threshold_otsu` (N. Otsu, 1979), equal for integers and float64; for float32 within one
 * of its 256 bins.
 */
export function thresholdOtsu(data: PixelArray, bins = 256): number {
  return otsuOfHistogram(histogram(data, bins));
}

/** Otsu's threshold of counted samples, for histograms summed over images. */
export function otsuOfHistogram({ counts, centers }: Histogram): number {
  let total = 0;
  let totalMoment = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i]!;
    totalMoment += counts[i]! * centers[i]!;
  }
  let best = -1;
  let threshold = centers[0] ?? Number.NaN;
  let weight = 0;
  let moment = 0;
  for (let i = 0; i < counts.length - 1; i++) {
    weight += counts[i]!;
    moment += counts[i]! * centers[i]!;
    if (weight === 0 || weight === total) continue;
    const distance = moment / weight - (totalMoment - moment) / (total - weight);
    // The reference holds the product of the weights in float32: rounding alike keeps its choice among near ties.
    const variance = Math.fround(weight * (total - weight)) * distance * distance;
    if (variance <= best) continue;
    best = variance;
    threshold = centers[i]!;
  }
  return threshold;
}
