import { expectParameter, type PixelArray } from "../plane.ts";
import type { Histogram } from "./histogram.ts";

/**
 * Sample counts by bins that are the same for every image: bin `i` holds what is nearest to `i × binWidth`, the first one
 * kept is `start`. So histograms of any number of images add up, and with a width of 1 those of integers are exact.
 */
export interface CountedBins {
  readonly start: number;
  readonly counts: Float64Array;
}

const MOST_BINS = 0x100000;

/** @throws PARAMETER_INVALID where the samples span more than 2^20 bins */
export function countedBins(data: PixelArray, binWidth: number): CountedBins {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const bin = Math.round(data[i]! / binWidth);
    if (bin < start) start = bin;
    if (bin > end) end = bin;
  }
  if (data.length === 0) return { start: 0, counts: new Float64Array(0) };
  expectParameter(end - start < MOST_BINS, "count intensities", `a binWidth of at most ${MOST_BINS} bins`, binWidth);
  const counts = new Float64Array(end - start + 1);
  for (let i = 0; i < data.length; i++) counts[Math.round(data[i]! / binWidth) - start]!++;
  return { start, counts };
}

/** The sum of two; exact, whatever the order. @throws PARAMETER_INVALID where together they span more than 2^20 bins */
export function addBins(a: CountedBins, b: CountedBins): CountedBins {
  if (a.counts.length === 0) return b;
  if (b.counts.length === 0) return a;
  const start = Math.min(a.start, b.start);
  const end = Math.max(a.start + a.counts.length, b.start + b.counts.length);
  expectParameter(end - start <= MOST_BINS, "add histograms", `at most ${MOST_BINS} bins`, end - start);
  const counts = new Float64Array(end - start);
  for (const { start: from, counts: own } of [a, b])
    for (let i = 0; i < own.length; i++) counts[from - start + i]! += own[i]!;
  return { start, counts };
}

export function histogramOfBins({ start, counts }: CountedBins, binWidth: number): Histogram {
  return { counts, centers: counts.map((_, i) => (start + i) * binWidth) };
}
