import { type Histogram, histogram } from "../intensity/histogram.ts";
import type { PixelArray } from "../plane.ts";

/**
 * Yen's threshold: the value at which the correlation of both classes is greatest (foreground is `> threshold`). One
 * value throughout is its own threshold; no samples give NaN.
 *
 * Reference: `skimage.filters.threshold_yen` (Yen, Chang & Chang, 1995), within one bin, for it rounds to float32.
 */
export function thresholdYen(data: PixelArray): number {
  return yenOfHistogram(histogram(data));
}

/** Yen's threshold of counted samples. */
export function yenOfHistogram({ counts, centers }: Histogram): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let squaresAbove = counts.reduce((sum, count) => sum + (count / total) ** 2, 0);
  let [weight, squares] = [0, 0];
  let best = Number.NEGATIVE_INFINITY;
  let threshold = centers[0] ?? Number.NaN;
  for (let i = 0; i < counts.length - 1; i++) {
    const part = counts[i]! / total;
    weight += part;
    squares += part * part;
    squaresAbove -= part * part;
    const criterion = (weight * (1 - weight)) ** 2 / (squares * squaresAbove);
    if (!(criterion > best)) continue;
    best = criterion;
    threshold = centers[i]!;
  }
  return threshold;
}
