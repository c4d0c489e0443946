import { emptyLike, type PixelArray, type Plane } from "../plane.ts";
import { expectPlanes } from "./expect-planes.ts";

/**
 * The largest value of each pixel over the planes of a stack `[s, y, x]`, in the stack's sample type.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size.
 */
export function maxProjection<T extends PixelArray>(planes: readonly Plane<T>[]): Plane<T> {
  const first = expectPlanes("project", planes);
  const data = emptyLike(first.data);
  data.set(first.data);
  for (const plane of planes.slice(1)) {
    const source: PixelArray = plane.data;
    for (let i = 0; i < data.length; i++) if (source[i]! > data[i]!) data[i] = source[i]!;
  }
  return { data, height: first.height, width: first.width };
}
