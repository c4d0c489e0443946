import type { Plane } from "../plane.ts";
import { expectPlanes } from "./expect-planes.ts";

/**
 * The mean of each pixel over the planes of a stack `[s, y, x]`, summed in float64, as float32.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size.
 */
export function meanProjection(planes: readonly Plane[]): Plane<Float32Array> {
  const { height, width } = expectPlanes("project", planes);
  const sum = new Float64Array(height * width);
  for (const { data } of planes) for (let i = 0; i < sum.length; i++) sum[i]! += data[i]!;
  const mean = new Float32Array(sum.length);
  for (let i = 0; i < sum.length; i++) mean[i] = sum[i]! / planes.length;
  return { data: mean, height, width };
}
