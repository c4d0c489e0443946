import type { Plane } from "../plane.ts";
import { squaredDistance } from "./squared-distance.ts";

/**
 * The Euclidean distance in px of each foreground pixel (not 0) to the nearest background pixel, float32. Beyond the
 * edge there is no background; a plane without any has distance Infinity throughout.
 *
 * Reference: `scipy.ndimage.distance_transform_edt`, equal to float32 rounding.
 */
export function distanceTransform(mask: Plane): Plane<Float32Array> {
  const { data: squared, height, width } = squaredDistance(mask);
  const data = new Float32Array(squared.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.sqrt(squared[i]!);
  return { data, height, width };
}
