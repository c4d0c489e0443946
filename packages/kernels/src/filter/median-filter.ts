import { sortOrder } from "../intensity/sort-order.ts";
import { emptyLike, expectParameter, type PixelArray, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { reflectIndex } from "./reflect-index.ts";
import { RunningHistogram } from "./running-histogram.ts";

/**
 * The median of the `size × size` neighbourhood of each pixel, in the plane's sample type; edges are mirrored.
 * Samples must be finite; above 5 × 5, 32-bit integers and float64 are told apart as float32 tells them.
 *
 * Reference: `scipy.ndimage.median_filter(image, size, mode="reflect")`, equal.
 *
 * @throws PARAMETER_INVALID unless `size` is odd.
 */
export function medianFilter<T extends PixelArray>(plane: Plane<T>, size: number): Plane<T> {
  expectParameter(size > 0 && size % 2 === 1, "take medians", "an odd size in px", size);
  if (size === 3 || size === 5) return medianOfNetwork(plane, size);
  const { ranks, values } = rankPixels(plane.data);
  const medianRanks = medianOfRanks({ ...plane, data: ranks }, (size - 1) / 2, values.length);
  const data = emptyLike(plane.data);
  for (let i = 0; i < data.length; i++) data[i] = values[medianRanks[i]!]!;
  return { data, height: plane.height, width: plane.width };
}

function medianOfNetwork<T extends PixelArray>({ data, height, width }: Plane<T>, size: 3 | 5): Plane<T> {
  return inArena((kernels, arena) => {
    const source = arena.upload(data);
    const target = arena.allocate(data.byteLength);
    const lines = arena.allocate(size * ((width + 4) * data.BYTES_PER_ELEMENT + 96) + 64);
    kernels.medianPlane(sampleType(data), size, source, target, height, width, lines);
    return { data: arena.download(target, data), height, width };
  });
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

function medianOfRanks({ data, height, width }: Plane<Uint32Array>, radius: number, levels: number): Uint32Array {
  const histogram = new RunningHistogram(levels);
  const medians = new Uint32Array(data.length);
  const span = 2 * radius + 1;
  const rank = (span * span - 1) / 2;
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
      medians[y * width + x] = histogram.valueOfRank(rank);
      change(x - radius, -1);
    }
    for (let x = width - radius; x < width + radius; x++) change(x, -1);
  }
  return medians;
}
