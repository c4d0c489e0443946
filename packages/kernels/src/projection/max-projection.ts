import type { PixelArray, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { expectPlanes } from "./expect-planes.ts";

/** So many samples of each plane are worked on together: few enough to stay in the cache. */
export const PROJECTED_TOGETHER = 0x4000;

/**
 * The largest value of each pixel over the planes of a stack `[s, y, x]`, in the stack's sample type.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size.
 */
export function maxProjection<T extends PixelArray>(planes: readonly Plane<T>[]): Plane<T> {
  const first = expectPlanes("project", planes);
  const data = first.data.slice() as T;
  if (planes.length === 1) return { data, height: first.height, width: first.width };
  const type = sampleType(data);
  inArena((kernels, arena) => {
    const bytes = PROJECTED_TOGETHER * data.BYTES_PER_ELEMENT;
    const [target, source] = [arena.allocate(bytes), arena.allocate(bytes)];
    for (let start = 0; start < data.length; start += PROJECTED_TOGETHER) {
      const end = Math.min(data.length, start + PROJECTED_TOGETHER);
      const highest = arena.view(target, data, end - start);
      const samples = arena.view(source, data, end - start);
      highest.set(first.data.subarray(start, end));
      for (let i = 1; i < planes.length; i++) {
        samples.set(planes[i]!.data.subarray(start, end));
        kernels.raise(type, target, source, end - start);
      }
      data.set(highest, start);
    }
  });
  return { data, height: first.height, width: first.width };
}
