import { expectParameter, type Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { STORED_FLOATS, samplesOf } from "../wasm/stored-plane.ts";
import { storeBlurred } from "./gaussian-blur.ts";

/**
 * The plane blurred with `low` minus the plane blurred with `high` px, float32: keeps structures between both sizes, at a background of 0.
 *
 * Reference: `skimage.filters.difference_of_gaussians(image, low, high, mode="reflect")`, equal to 1e-5 of the range.
 *
 * @throws PARAMETER_INVALID unless 0 ≤ low < high, KERNEL_MEMORY_EXHAUSTED
 */
export function differenceOfGaussians(plane: Plane, low: number, high: number): Plane<Float32Array> {
  expectParameter(low >= 0 && low < high, "take a difference of Gaussians", "0 ≤ low < high px", `${low}, ${high}`);
  return computePlane(FLOATS, plane, (kernels, arena, target) => {
    const fine = storeBlurred(arena, plane, { sigma: low });
    const coarse = storeBlurred(arena, plane, { sigma: high }, target);
    kernels.subtractPlanes(STORED_FLOATS, fine, coarse, target, samplesOf(plane));
  });
}
