import { binCenters, binEdges } from "../../src/intensity/bin-edges.ts";
import { countValues } from "../../src/intensity/order-statistics.ts";
import type { PixelArray } from "../../src/plane.ts";

/** Sample counts by bin, and the value at the centre of each bin, ascending. */
export interface Histogram {
  readonly counts: Float64Array;
  readonly centers: Float64Array;
}

const MAX_INTEGER_BINS = 0x10000;

/**
 * The histogram of samples between their minimum and maximum: one bin per value for integers that span up to 65,536
 * values, else `bins` bins of equal width.
 *
 * Reference: `skimage.exposure.histogram(image, nbins, source_range="image")`, equal within that span.
 */
export function histogram(data: PixelArray, bins = 256): Histogram {
  if (data instanceof Uint8Array || data instanceof Uint16Array) return occurring(countValues(data));
  const [min, max] = extremes(data);
  const integer = !(data instanceof Float32Array || data instanceof Float64Array);
  if (integer && max - min < MAX_INTEGER_BINS) return countBetween(data, min, max);
  return countBins(data, min, max, bins);
}

function extremes(data: PixelArray): [min: number, max: number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

/** The counts from the least to the greatest value that occurs. */
function occurring(counts: Uint32Array): Histogram {
  const min = Math.max(
    0,
    counts.findIndex((count) => count > 0),
  );
  const max = counts.findLastIndex((count) => count > 0);
  const found = Float64Array.from(counts.subarray(min, max + 1));
  return { counts: found, centers: found.map((_, i) => min + i) };
}

function countBetween(data: PixelArray, min: number, max: number): Histogram {
  const counts = new Float64Array(Math.max(0, max - min + 1));
  for (let i = 0; i < data.length; i++) counts[data[i]! - min]!++;
  return { counts, centers: counts.map((_, i) => min + i) };
}

function countBins(data: PixelArray, min: number, max: number, bins: number): Histogram {
  const edges = binEdges(min, max, bins);
  const counts = new Float64Array(bins);
  const scale = max > min ? bins / (max - min) : 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    let bin = Math.min(bins - 1, Math.floor((value - min) * scale));
    // The product may round across an edge: the edges decide.
    if (value < edges[bin]!) bin--;
    else if (bin < bins - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return { counts, centers: binCenters(edges) };
}
