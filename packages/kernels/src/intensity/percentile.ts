import type { PixelArray } from "../plane.ts";
import { orderStatistics } from "./order-statistics.ts";

/**
 * The values below which the given percentages of `sorted` lie, interpolated linearly between neighbours: what
 * `numpy.percentile` gives by default.
 */
export function percentileOfSorted(sorted: PixelArray, percentage: number): number {
  const place = (percentage / 100) * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/** The percentiles of unsorted samples; `data` is left as it was. NaN for no samples. */
export function percentiles(data: PixelArray, percentages: readonly number[]): number[] {
  if (data.length === 0) return percentages.map(() => Number.NaN);
  const places = percentages.map((percentage) => (percentage / 100) * (data.length - 1));
  const ranks = places.flatMap((place) => [Math.floor(place), Math.min(Math.floor(place) + 1, data.length - 1)]);
  const values = orderStatistics(data, ranks);
  return places.map((place, i) => {
    const [low, high] = [values[2 * i]!, values[2 * i + 1]!];
    return low + (high - low) * (place - Math.floor(place));
  });
}
