import { type Footprint, footprintRows } from "../../src/morphology/footprint.ts";
import type { Plane } from "../../src/plane.ts";

/**
 * The minimum over a flat footprint around each pixel; samples beyond the edge are ignored.
 *
 * Reference: `skimage.morphology.erosion`, equal (mirrored samples always lie inside a convex symmetric footprint).
 */
export function erode(plane: Plane<Float64Array>, footprint: Footprint): Plane<Float64Array> {
  const { height, width } = plane;
  const data = new Float64Array(plane.data.length).fill(Number.POSITIVE_INFINITY);
  const halves = footprintRows(footprint);
  for (const half of new Set(halves)) {
    const rows = slidingRowMinimum(plane.data, width, half);
    for (const [dy, other] of halves.entries()) {
      if (other !== half) continue;
      lowerTo(data, rows, dy * width);
      if (dy > 0) lowerTo(data, rows, -dy * width);
    }
  }
  return { data, height, width };
}

/** The maximum over a flat footprint around each pixel. Reference: `skimage.morphology.dilation`, equal. */
export function dilate(plane: Plane<Float64Array>, footprint: Footprint): Plane<Float64Array> {
  const eroded = erode({ ...plane, data: plane.data.map((value) => -value) }, footprint);
  return { ...plane, data: eroded.data.map((value) => -value) };
}

/** Lowers each `data[i]` to `rows[i + shift]` where that exists and is less. */
function lowerTo(data: Float64Array, rows: Float64Array, shift: number): void {
  const from = Math.max(0, -shift);
  const to = Math.min(data.length, data.length - shift);
  for (let i = from; i < to; i++) if (rows[i + shift]! < data[i]!) data[i] = rows[i + shift]!;
}

/**
 * The minimum over `[x − half, x + half]` of each row of a `height × width` plane; samples beyond the edge are ignored.
 * Windows are doubled until they span the length, so the cost grows with its logarithm.
 */
function slidingRowMinimum(source: Float64Array, width: number, half: number): Float64Array {
  if (half === 0) return source.slice();
  const minimum = new Float64Array(source.length);
  const length = 2 * half + 1;
  const line = new Float64Array(width + 2 * half).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < source.length; row += width) {
    line.fill(Number.POSITIVE_INFINITY);
    line.set(source.subarray(row, row + width), half);
    const span = doubleWindows(line, length);
    for (let x = 0; x < width; x++) {
      minimum[row + x] = Math.min(line[x]!, line[x + length - span]!);
    }
  }
  return minimum;
}

/** Lets `line[i]` become the minimum of `span` samples from i on; span is the largest power of two below `length`. */
function doubleWindows(line: Float64Array, length: number): number {
  let span = 1;
  for (; 2 * span < length; span *= 2) {
    const last = line.length - span;
    for (let i = 0; i < last; i++) if (line[i + span]! < line[i]!) line[i] = line[i + span]!;
  }
  return span;
}
