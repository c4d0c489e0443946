import type { PixelArray, Plane } from "../plane.ts";
import { arrayForResult, copyForResult } from "../wasm/results.ts";
import { expectPlanes } from "./expect-planes.ts";
import { projectInTiles } from "./project-in-tiles.ts";

/**
 * The largest value of each pixel over the planes of a stack `[s, y, x]`, in the stack's sample type.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size.
 */
export function maxProjection<T extends PixelArray>(planes: readonly Plane<T>[]): Plane<T> {
  const { data, height, width } = expectPlanes("project", planes);
  if (planes.length === 1) return { data: copyForResult(data), height, width };
  const highest = arrayForResult(data);
  projectInTiles(planes, highest, (kernels) => kernels.greatestOfPlanes);
  return { data: highest, height, width };
}
