import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { expectPlanes } from "./expect-planes.ts";
import { PROJECTED_TOGETHER } from "./max-projection.ts";

/**
 * The mean of each pixel over the planes of a stack `[s, y, x]`, summed in float64, as float32.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size.
 */
export function meanProjection(planes: readonly Plane[]): Plane<Float32Array> {
  const { height, width } = expectPlanes("project", planes);
  const mean = new Float32Array(height * width);
  inArena((kernels, arena) => {
    const [sums, source] = [arena.allocate(8 * PROJECTED_TOGETHER), arena.allocate(8 * PROJECTED_TOGETHER)];
    for (let start = 0; start < mean.length; start += PROJECTED_TOGETHER) {
      const end = Math.min(mean.length, start + PROJECTED_TOGETHER);
      arena.view(sums, new Float64Array(0), end - start).fill(0);
      for (const { data } of planes) {
        arena.view(source, data, end - start).set(data.subarray(start, end));
        kernels.addToSums(sampleType(data), sums, source, end - start);
      }
      kernels.meanOfSums(sums, source, end - start, planes.length);
      mean.set(arena.view(source, mean, end - start), start);
    }
  });
  return { data: mean, height, width };
}
