import { expectParameter, type Plane } from "../plane.ts";
import { gaussianBlur } from "./gaussian-blur.ts";

/**
 * The plane blurred with `low` minus the plane blurred with `high` px, float32: keeps structures between both sizes, at a background of 0.
 *
 * Reference: `skimage.filters.difference_of_gaussians(image, low, high, mode="reflect")`, equal to 1e-5 of the range.
 *
 * @throws PARAMETER_INVALID unless 0 ≤ low < high
 */
export function differenceOfGaussians(plane: Plane, low: number, high: number): Plane<Float32Array> {
  expectParameter(low >= 0 && low < high, "take a difference of Gaussians", "0 ≤ low < high px", `${low}, ${high}`);
  const { data: fine, height, width } = gaussianBlur(plane, low);
  const { data: coarse } = gaussianBlur(plane, high);
  for (let i = 0; i < fine.length; i++) fine[i] = fine[i]! - coarse[i]!;
  return { data: fine, height, width };
}
