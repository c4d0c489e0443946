import { expectParameter, type Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { samplesOf, storePlane } from "../wasm/stored-plane.ts";
import { storeBlurred } from "./gaussian-blur.ts";

/**
 * The plane plus `amount` times its difference from itself blurred with `sigma` px, float32, not clipped: what is finer than sigma
 * stands out.
 *
 * Reference: `skimage.filters.unsharp_mask(image, radius, amount, preserve_range=True)`, equal to 1e-5 of the range.
 *
 * @throws PARAMETER_INVALID for a negative sigma or an amount that is no number, KERNEL_MEMORY_EXHAUSTED
 */
export function unsharpMask(plane: Plane, sigma: number, amount = 1): Plane<Float32Array> {
  expectParameter(Number.isFinite(amount), "sharpen", "a number as amount", amount);
  return computePlane(FLOATS, plane, (kernels, arena, target) => {
    storeBlurred(arena, plane, { sigma }, target);
    const { address, type } = storePlane(arena, plane);
    kernels.sharpen(type, address, target, samplesOf(plane), amount);
  });
}
