import { emptyLike, type PixelArray, type Plane } from "../plane.ts";
import { dilate, erode } from "./erode.ts";
import type { Footprint } from "./footprint.ts";

/** The plane opened by a flat footprint: erosion, then dilation. Reference: `skimage.morphology.opening`, equal. */
export function opening(plane: Plane, footprint: Footprint): Plane<Float64Array> {
  return dilate(erode({ ...plane, data: new Float64Array(plane.data) }, footprint), footprint);
}

/**
 * The plane minus its opening, in the plane's sample type.
 *
 * Reference: `skimage.morphology.white_tophat` with `disk(radius)` or a square; equal for integers.
 *
 * @throws PARAMETER_INVALID unless the radius is a whole number of px.
 */
export function whiteTopHat<T extends PixelArray>(plane: Plane<T>, footprint: Footprint): Plane<T> {
  const opened = opening(plane, footprint).data;
  const data = emptyLike(plane.data);
  for (let i = 0; i < data.length; i++) data[i] = plane.data[i]! - opened[i]!;
  return { data, height: plane.height, width: plane.width };
}
