import type { PixelArray, Plane } from "../plane.ts";
import { copyForResult, inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { expectPlanes } from "./expect-planes.ts";

/** So much of each plane is worked on together: little enough to stay in the cache. */
const PROJECTED_BYTES = 0x20000;

/**
 * The largest value of each pixel over the planes of a stack `[s, y, x]`, in the stack's sample type.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size.
 */
export function maxProjection<T extends PixelArray>(planes: readonly Plane<T>[]): Plane<T> {
  const first = expectPlanes("project", planes);
  const { height, width } = first;
  const data = copyForResult(first.data);
  if (planes.length === 1) return { data, height, width };
  const type = sampleType(data);
  inArena((kernels, arena) => {
    const [target, source] = [arena.allocate(PROJECTED_BYTES), arena.allocate(PROJECTED_BYTES)];
    const together = PROJECTED_BYTES / data.BYTES_PER_ELEMENT;
    for (let start = 0; start < data.length; start += together) {
      const end = Math.min(data.length, start + together);
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
  return { data, height, width };
}
