import { expectParameter, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
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
  const { height, width } = plane;
  return inArena((kernels, arena) => {
    const target = arena.allocateResult(new Float32Array(0), samplesOf(plane));
    const blurred = storeBlurred(arena, plane, { sigma }, target);
    const { address, type } = storePlane(arena, plane);
    kernels.sharpen(type, address, blurred, samplesOf(plane), amount);
    return { data: arena.download(blurred, new Float32Array(0), samplesOf(plane)), height, width };
  });
}
