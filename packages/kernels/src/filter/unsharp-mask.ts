import { expectParameter, type Plane } from "../plane.ts";
import { gaussianBlur } from "./gaussian-blur.ts";

/**
 * The plane plus `amount` times its difference from itself blurred with `sigma` px, float32, not clipped: what is finer than sigma
 * stands out.
 *
 * Reference: `skimage.filters.unsharp_mask(image, radius, amount, preserve_range=True)`, equal to 1e-5 of the range.
 *
 * @throws PARAMETER_INVALID for a negative sigma or an amount that is no number
 */
export function unsharpMask(plane: Plane, sigma: number, amount = 1): Plane<Float32Array> {
  expectParameter(Number.isFinite(amount), "sharpen", "a number as amount", amount);
  const { data, height, width } = gaussianBlur(plane, sigma);
  for (let i = 0; i < data.length; i++) {
    const value = plane.data[i]!;
    data[i] = value + (value - data[i]!) * amount;
  }
  return { data, height, width };
}
