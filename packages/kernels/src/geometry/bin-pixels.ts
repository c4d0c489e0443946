import { sumBlocks } from "../illumination/sum-blocks.ts";
import { expectParameter, type Plane } from "../plane.ts";
import { crop } from "./crop.ts";

/**
 * The means, or sums, of `factor × factor` pixels, float32; rows and columns at the lower and right edge that fill no block are left out.
 *
 * Reference: `skimage.measure.block_reduce` of the plane without them, equal.
 *
 * @throws PARAMETER_INVALID unless the factor is a whole number of px, no larger than the plane.
 */
export function binPixels(plane: Plane, factor: number, method: "mean" | "sum" = "mean"): Plane<Float32Array> {
  const isFitting = Number.isInteger(factor) && factor >= 1 && factor <= Math.min(plane.height, plane.width);
  expectParameter(isFitting, "bin pixels", "a factor in whole px, no larger than the plane", factor);
  const whole = (length: number) => length - (length % factor);
  const [height, width] = [whole(plane.height), whole(plane.width)];
  const isWhole = height === plane.height && width === plane.width;
  const sums = sumBlocks(isWhole ? plane : crop(plane, { x: 0, y: 0, height, width }), factor);
  const share = method === "mean" ? factor * factor : 1;
  const data = new Float32Array(sums.data.length);
  for (let i = 0; i < data.length; i++) data[i] = sums.data[i]! / share;
  return { ...sums, data };
}
