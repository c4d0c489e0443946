import type { PixelArray } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { binCenter } from "./bin-edges.ts";
import { extremesOfStored } from "./extremes.ts";
import { countValues } from "./order-statistics.ts";

/** Sample counts by bin, and the value at the centre of each bin, ascending. */
export interface Histogram {
  readonly counts: Float64Array;
  readonly centers: Float64Array;
}

const MAX_INTEGER_BINS = 0x10000;
/** Samples are counted in several by turns. */
const TABLES = 4;
const WHOLE = new Set([new Uint32Array(0), new Int32Array(0)].map(sampleType));

/**
 * The histogram of samples between their minimum and maximum: one bin per value for integers that span up to 65,536
 * values, else `bins` bins of equal width.
 *
 * Reference: `skimage.exposure.histogram(image, nbins, source_range="image")`, equal within that span.
 */
export function histogram(data: PixelArray, bins = 256): Histogram {
  if (data instanceof Uint8Array || data instanceof Uint16Array) return occurring(countValues(data));
  return inArena((_, arena) => storedHistogram(sampleType(data), arena.read(data), data.length, bins));
}

/** {@link histogram} of samples of 32 or 64 bits in an arena. */
export function storedHistogram(type: number, source: number, samples: number, bins = 256): Histogram {
  const { counts, centerAt } = countStored(type, source, samples, bins);
  return histogramOf(counts, centerAt);
}

/** A histogram whose centres nobody has asked for yet. */
export interface StoredCounts {
  readonly counts: Uint32Array;
  readonly centerAt: (bin: number) => number;
}

/** The same without the centres. */
export function countStored(type: number, source: number, samples: number, bins: number): StoredCounts {
  return inArena((kernels, arena) => {
    const { least: min, greatest: max } = extremesOfStored(type, source, samples);
    const isExact = WHOLE.has(type) && max - min < MAX_INTEGER_BINS;
    // Of whole numbers one bin for each, from itself to the next.
    const [length, last] = isExact ? [Math.max(0, max - min + 1), max + 1] : [bins, max];
    const scale = max > min ? length / (last - min) : 0;
    // So many bins may rounding move a sample and the edges, at most.
    const doubt = 2 ** -48 * (length + Math.max(Math.abs(min), Math.abs(max)) * scale);
    const target = arena.allocate(4 * TABLES * length);
    arena.view(target, new Uint32Array(0), TABLES * length).fill(0);
    kernels.countBins(type, source, samples, min, last, scale, doubt, length, target);
    const counts = arena.view(target, new Uint32Array(0), length).slice();
    const centerAt = (bin: number) => (isExact ? min + bin : binCenter(min, max, bins, bin));
    return { counts, centerAt };
  });
}

/** The counts from the least to the greatest value that occurs. */
function occurring(counts: Uint32Array): Histogram {
  let [min, max] = [0, counts.length - 1];
  while (min < max && counts[min] === 0) min++;
  while (max >= min && counts[max] === 0) max--;
  return histogramOf(counts.subarray(min, max + 1), (bin) => min + bin);
}

function histogramOf(counts: Uint32Array, centerAt: (bin: number) => number): Histogram {
  const centers = new Float64Array(counts.length);
  for (let bin = 0; bin < centers.length; bin++) centers[bin] = centerAt(bin);
  return { counts: new Float64Array(counts), centers };
}
