import type { PixelArray, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { type AnyFootprint, Extremes } from "./erode.ts";

/** The plane opened by a flat footprint: erosion, then dilation. Reference: `skimage.morphology.opening`, equal. */
export function opening<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  return opened(plane, footprint, false);
}

/**
 * The plane minus its opening, in the plane's sample type.
 *
 * Reference: `skimage.morphology.white_tophat` with `disk(radius)` or a square; equal for integers.
 *
 * @throws PARAMETER_INVALID unless the radius is a whole number of px.
 */
export function whiteTopHat<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  return opened(plane, footprint, true);
}

/** The plane closed by a flat footprint: dilation, then erosion. Reference: `skimage.morphology.closing`, equal. */
export function closing<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  const { data, height, width } = plane;
  return inArena((kernels, arena) => {
    const source = arena.upload(data);
    const dilated = arena.allocate(data.byteLength);
    const extremes = new Extremes(kernels, arena, plane, footprint);
    extremes.compute("maximum", source, dilated);
    extremes.compute("minimum", dilated, source);
    return { data: arena.download(source, data), height, width };
  });
}

/**
 * The closing of the plane minus the plane, in its sample type: dark structures smaller than the footprint.
 *
 * Reference: `skimage.morphology.black_tophat`, equal for integers.
 *
 * @throws PARAMETER_INVALID unless the radius is a whole number of px.
 */
export function blackTopHat<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  const { data, height, width } = closing(plane, footprint);
  for (let i = 0; i < data.length; i++) data[i] = data[i]! - plane.data[i]!;
  return { data, height, width };
}

function opened<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint, isSubtracted: boolean): Plane<T> {
  const { data, height, width } = plane;
  return inArena((kernels, arena) => {
    const source = arena.upload(data);
    const eroded = arena.allocate(data.byteLength);
    const target = arena.allocate(data.byteLength);
    const extremes = new Extremes(kernels, arena, plane, footprint);
    extremes.compute("minimum", source, eroded);
    extremes.compute("maximum", eroded, target);
    if (isSubtracted) kernels.subtractOpened(sampleType(data), source, target, data.length);
    return { data: arena.download(target, data), height, width };
  });
}
