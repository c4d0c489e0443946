import { sortOrder } from "../intensity/sort-order.ts";
import { emptyLike, expectParameter, type PixelArray, type Plane } from "../plane.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { arrayForResult } from "../wasm/results.ts";
import { sampleType } from "../wasm/sample-type.ts";

/**
 * A percentile of the `size × size` neighbourhood of each pixel, in the plane's sample type: a sample, none is interpolated; 0 is the
 * minimum, 100 the maximum. Edges are mirrored. Samples must be finite; 32-bit integers and float64 are compared as float32.
 *
 * Reference: `scipy.ndimage.percentile_filter(image, percentile, size, mode="reflect")`, equal.
 *
 * @throws PARAMETER_INVALID unless `size` is odd and the percentile 0 to 100.
 */
export function percentileFilter<T extends PixelArray>(plane: Plane<T>, size: number, percentile: number): Plane<T> {
  expectParameter(size > 0 && size % 2 === 1, "filter by rank", "an odd size in px", size);
  expectParameter(percentile >= 0 && percentile <= 100, "filter by rank", "a percentile of 0 to 100", percentile);
  return rankFilter(plane, size, Math.min(size * size - 1, Math.floor((size * size * percentile) / 100)));
}

/** Counts of a neighbourhood of bytes are of 16 bits. */
const LARGEST_OF_BYTES = 255;
const COLUMN_BYTES = 544;

/** The sample of each neighbourhood that `rank` others precede in sorted order. */
export function rankFilter<T extends PixelArray>(plane: Plane<T>, size: number, rank: number): Plane<T> {
  const { data } = plane;
  if (data instanceof Uint8Array && size <= LARGEST_OF_BYTES) return rankOfBytes(plane, (size - 1) / 2, rank);
  if (data instanceof Uint16Array) return rankOfNumbers(plane, data, 0x10000, size, rank);
  const { ranks, values } = rankPixels(data);
  const chosen = rankOfNumbers({ ...plane, data: ranks }, ranks, values.length, size, rank).data;
  const result = arrayForResult(data);
  for (let i = 0; i < result.length; i++) result[i] = values[chosen[i]!]!;
  return { ...plane, data: result };
}

function rankOfBytes<T extends PixelArray>(plane: Plane<T>, radius: number, rank: number): Plane<T> {
  const { data, height, width } = plane;
  return computePlane(data, plane, (kernels, arena, target) => {
    const columns = arena.allocate(COLUMN_BYTES * (kernels.rankedColumns(width, radius) + 2 * radius));
    kernels.rankOfBytes(arena.read(data), target, height, width, radius, rank, columns);
  });
}

/** The same of whole numbers below `levels`. */
function rankOfNumbers<T extends PixelArray>(
  plane: Plane,
  data: T,
  levels: number,
  size: number,
  rank: number,
): Plane<T> {
  const { height, width } = plane;
  return computePlane(data, plane, (kernels, arena, target) => {
    const [counts, groups] = [arena.allocate(4 * (levels + 1)), arena.allocate(4 * (Math.floor(levels / 64) + 1))];
    const rows = arena.allocate(4 * size);
    const [source, radius] = [arena.read(data), (size - 1) / 2];
    kernels.rankOfNumbers(sampleType(data), source, target, height, width, radius, rank, levels, counts, groups, rows);
  });
}

interface RankedPixels {
  /** Per pixel the place of its value in `values`. */
  readonly ranks: Uint32Array;
  /** The values that occur, ascending. */
  readonly values: PixelArray;
}

function rankPixels(data: PixelArray): RankedPixels {
  const order = sortOrder(data);
  const ranks = new Uint32Array(data.length);
  const values: PixelArray = emptyLike(data);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const pixel = order[i]!;
    if (count === 0 || Math.fround(data[pixel]!) !== Math.fround(values[count - 1]!)) values[count++] = data[pixel]!;
    ranks[pixel] = count - 1;
  }
  return { ranks, values: values.subarray(0, count) };
}
