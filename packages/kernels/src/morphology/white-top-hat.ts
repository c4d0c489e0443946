import type { PixelArray, Plane } from "../plane.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { type AnyFootprint, type Extreme, Extremes } from "./erode.ts";

/** The plane opened by a flat footprint: erosion, then dilation. Reference: `skimage.morphology.opening`, equal. */
export function opening<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  return twice(plane, footprint, "minimum", false);
}

/**
 * The plane minus its opening, in the plane's sample type.
 *
 * Reference: `skimage.morphology.white_tophat` with `disk(radius)` or a square; equal for integers.
 *
 * @throws PARAMETER_INVALID unless the radius is a whole number of px.
 */
export function whiteTopHat<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  return twice(plane, footprint, "minimum", true);
}

/** The plane closed by a flat footprint: dilation, then erosion. Reference: `skimage.morphology.closing`, equal. */
export function closing<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  return twice(plane, footprint, "maximum", false);
}

/**
 * The closing of the plane minus the plane, in its sample type: dark structures smaller than the footprint.
 *
 * Reference: `skimage.morphology.black_tophat`, equal for integers.
 *
 * @throws PARAMETER_INVALID unless the radius is a whole number of px.
 */
export function blackTopHat<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  return twice(plane, footprint, "maximum", true);
}

/** The extremes `first`, of these the others; or by how much the plane differs from that. */
function twice<T extends PixelArray>(
  plane: Plane<T>,
  footprint: AnyFootprint,
  first: Extreme,
  isSubtracted: boolean,
): Plane<T> {
  const { data } = plane;
  return computePlane(data, plane, (kernels, arena, result) => {
    const [source, between] = [arena.read(data), arena.allocate(data.byteLength)];
    const extremes = new Extremes(kernels, arena, plane, footprint);
    extremes.compute(first, source, between);
    extremes.compute(first === "minimum" ? "maximum" : "minimum", between, result);
    if (!isSubtracted) return;
    const [greater, less] = first === "minimum" ? [source, result] : [result, source];
    kernels.subtractPlanes(sampleType(data), greater, less, result, data.length);
  });
}
