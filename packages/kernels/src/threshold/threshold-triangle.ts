import { type Histogram, histogram } from "../intensity/histogram.ts";
import type { PixelArray } from "../plane.ts";

/**
 * The triangle threshold: where the histogram lies farthest below the line from its peak to the end of its longer tail
 * (foreground is `> threshold`). Fits planes that are mostly background. One value throughout is its own threshold; no
 * samples give NaN.
 *
 * Reference: `skimage.filters.threshold_triangle` (Zack, Rogers & Latt, 1977), equal for integers; for floats within one of 256 bins.
 */
export function thresholdTriangle(data: PixelArray): number {
  return triangleOfHistogram(histogram(data));
}

/** The triangle threshold of counted samples. */
export function triangleOfHistogram({ counts, centers }: Histogram): number {
  const low = counts.findIndex((count) => count > 0);
  const high = counts.findLastIndex((count) => count > 0);
  if (low === high) return centers[low] ?? Number.NaN;
  let peak = low;
  for (let i = low; i <= high; i++) if (counts[i]! > counts[peak]!) peak = i;
  const isRight = peak - low < high - peak;
  const end = isRight ? high : low;
  const step = isRight ? -1 : 1;
  let farthest = Number.NEGATIVE_INFINITY;
  let level = end;
  for (let i = end, away = 0; i !== peak; i += step, away++) {
    const distance = counts[peak]! * away - Math.abs(peak - end) * counts[i]!;
    if (distance <= farthest) continue;
    farthest = distance;
    level = i;
  }
  return centers[level]!;
}
