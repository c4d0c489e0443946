import type { PixelArray } from "../plane.ts";

/**
 * The median of absolute deviations from the median, of ascending samples: deviations in descending order are those at both ends of a
 * window around the median.
 */
export function medianDeviation(sorted: PixelArray, median: number): number {
  let low = 0;
  let high = sorted.length - 1;
  let last = 0;
  let before = 0;
  for (let left = sorted.length >> 1; left >= 0; left--) {
    before = last;
    const below = median - sorted[low]!;
    const above = sorted[high]! - median;
    last = Math.max(below, above);
    if (below > above) low++;
    else high--;
  }
  return sorted.length % 2 === 1 ? last : (before + last) / 2;
}
