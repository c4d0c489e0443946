import type { Plane } from "../plane.ts";
import { gaussianBlur } from "./gaussian-blur.ts";
import { laplacian } from "./laplacian.ts";

/**
 * Minus σ² times the Laplacian of the plane blurred with a Gaussian of `sigma` px, float32: bright spots of radius √2 σ are its
 * peaks, equally high whatever their size. A sigma of 0 gives minus the Laplacian of the plane itself.
 *
 * Reference: `-sigma**2 * scipy.ndimage.laplace(scipy.ndimage.gaussian_filter(image, sigma))`, equal to 1e-5 of the range.
 *
 * @throws PARAMETER_INVALID for a negative sigma
 */
export function laplacianOfGaussian(plane: Plane, sigma: number): Plane<Float32Array> {
  const { data, height, width } = laplacian(gaussianBlur(plane, sigma));
  const scale = sigma > 0 ? -sigma * sigma : -1;
  for (let i = 0; i < data.length; i++) data[i] = data[i]! * scale;
  return { data, height, width };
}
