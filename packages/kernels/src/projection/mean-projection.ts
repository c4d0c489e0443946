import type { Plane } from "../plane.ts";
import { arrayForResult } from "../wasm/results.ts";
import { expectPlanes } from "./expect-planes.ts";
import { projectInTiles } from "./project-in-tiles.ts";

/**
 * The mean of each pixel over the planes of a stack `[s, y, x]`, summed in float64, as float32.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size.
 */
export function meanProjection(planes: readonly Plane[]): Plane<Float32Array> {
  const { height, width } = expectPlanes("project", planes);
  const mean = arrayForResult(new Float32Array(0), height * width);
  projectInTiles(planes, mean, (kernels) => kernels.meanOfPlanes);
  return { data: mean, height, width };
}
