import type { Plane } from "../plane.ts";
import { type Footprint, footprintRows } from "./footprint.ts";
import { slidingRowMinimum } from "./sliding-minimum.ts";

/**
 * The minimum over a flat footprint around each pixel; samples beyond the edge do not count.
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
