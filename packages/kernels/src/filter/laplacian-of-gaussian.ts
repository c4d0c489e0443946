import type { Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { storeBlurred } from "./gaussian-blur.ts";

/**
 * Minus σ² times the Laplacian of the plane blurred with a Gaussian of `sigma` px, float32: bright spots of radius √2 σ are its
 * peaks, equally high whatever their size. A sigma of 0 gives minus the Laplacian of the plane itself.
 *
 * Reference: `-sigma**2 * scipy.ndimage.laplace(scipy.ndimage.gaussian_filter(image, sigma))`, equal to 1e-5 of the range.
 *
 * @throws PARAMETER_INVALID for a negative sigma, KERNEL_MEMORY_EXHAUSTED
 */
export function laplacianOfGaussian(plane: Plane, sigma: number): Plane<Float32Array> {
  return curvature(plane, sigma, sigma > 0 ? -sigma * sigma : -1);
}

/**
 * `factor` times the Laplacian of the blurred plane: the sum of the four edge neighbours less four times the pixel, rounded to float32.
 * Positive in hollows, negative on tops. The plane is continued by reflection, `d c b a | a b c d`.
 *
 * Reference: `scipy.ndimage.laplace`.
 */
export function curvature(plane: Plane, sigma: number, factor = 1): Plane<Float32Array> {
  const { height, width } = plane;
  return computePlane(FLOATS, plane, (kernels, arena, target) => {
    const blurred = storeBlurred(arena, plane, { sigma });
    kernels.curve(blurred, target, height, width, factor, 0);
  });
}
