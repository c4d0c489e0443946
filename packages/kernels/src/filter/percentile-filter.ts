import { sortOrder } from "../intensity/sort-order.ts";
import { emptyLike, expectParameter, type PixelArray, type Plane } from "../plane.ts";
import { reflectIndex } from "./reflect-index.ts";
import { RunningHistogram } from "./running-histogram.ts";

/**
 * A percentile of the `size × size` neighbourhood of each pixel, in the plane's sample type: a sample, none is interpolated; 0 is the
 * minimum, 100 the maximum. Edges are mirrored. Samples must be finite; 32-bit integers and float64 are told apart as float32 tells them.
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

/** The sample of each neighbourhood that `rank` others precede in sorted order. */
export function rankFilter<T extends PixelArray>(plane: Plane<T>, size: number, rank: number): Plane<T> {
  const { ranks, values } = rankPixels(plane.data);
  const chosen = chosenRanks({ ...plane, data: ranks }, (size - 1) / 2, values.length, rank);
  const data = emptyLike(plane.data);
  for (let i = 0; i < data.length; i++) data[i] = values[chosen[i]!]!;
  return { data, height: plane.height, width: plane.width };
}

interface RankedPixels {
  /** Per pixel the place of its value in `values`. */
  readonly ranks: Uint32Array;
  /** The values that occur (for 8 and 16 bits: all that can), ascending. */
  readonly values: PixelArray;
}

function rankPixels(data: PixelArray): RankedPixels {
  if (data instanceof Uint8Array || data instanceof Uint16Array) {
    const levels = data instanceof Uint8Array ? 0x100 : 0x10000;
    return { ranks: new Uint32Array(data), values: Uint16Array.from({ length: levels }, (_, i) => i) };
  }
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

/** The member of each neighbourhood that `rank` others precede. */
function chosenRanks(
  { data, height, width }: Plane<Uint32Array>,
  radius: number,
  levels: number,
  rank: number,
): Uint32Array {
  const histogram = new RunningHistogram(levels);
  const chosen = new Uint32Array(data.length);
  const span = 2 * radius + 1;
  const rows = new Int32Array(span);
  const change = (x: number, sign: 1 | -1) => {
    const column = reflectIndex(x, width);
    for (let i = 0; i < span; i++) {
      if (sign > 0) histogram.add(data[rows[i]! + column]!);
      else histogram.remove(data[rows[i]! + column]!);
    }
  };
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < span; i++) rows[i] = reflectIndex(y + i - radius, height) * width;
    for (let x = -radius; x < radius; x++) change(x, 1);
    for (let x = 0; x < width; x++) {
      change(x + radius, 1);
      chosen[y * width + x] = histogram.valueOfRank(rank);
      change(x - radius, -1);
    }
    for (let x = width - radius; x < width + radius; x++) change(x, -1);
  }
  return chosen;
}
