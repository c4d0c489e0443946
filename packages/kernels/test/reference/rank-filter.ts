import { sortOrder } from "../../src/intensity/sort-order.ts";
import { emptyLike, type PixelArray, type Plane } from "../../src/plane.ts";
import { reflectIndex } from "./reflect-index.ts";
import { RunningHistogram } from "./running-histogram.ts";

/** The median of the `size × size` neighbourhood of each pixel. */
export function medianFilter<T extends PixelArray>(plane: Plane<T>, size: number): Plane<T> {
  return rankFilter(plane, size, (size * size - 1) / 2);
}

/**
 * The sample of each neighbourhood that `rank` others precede in sorted order; edges are mirrored. Samples are compared as float32.
 */
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
