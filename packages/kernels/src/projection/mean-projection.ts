import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { expectPlanes } from "./expect-planes.ts";

/** So many samples of each plane are worked on together: few enough to stay in the cache. */
const AVERAGED_TOGETHER = 0x4000;

/**
 * The mean of each pixel over the planes of a stack `[s, y, x]`, summed in float64, as float32.
 *
 * @throws PLANE_INVALID for an empty stack, PLANE_SHAPE_MISMATCH where planes differ in size.
 */
export function meanProjection(planes: readonly Plane[]): Plane<Float32Array> {
  const { height, width } = expectPlanes("project", planes);
  const mean = new Float32Array(height * width);
  inArena((kernels, arena) => {
    const [sums, source] = [arena.allocate(8 * AVERAGED_TOGETHER), arena.allocate(8 * AVERAGED_TOGETHER)];
    const [add, divide] = areSmall(planes)
      ? [kernels.addToWholeSums, kernels.meanOfWholeSums]
      : [kernels.addToSums, kernels.meanOfSums];
    for (let start = 0; start < mean.length; start += AVERAGED_TOGETHER) {
      const end = Math.min(mean.length, start + AVERAGED_TOGETHER);
      arena.view(sums, new Float64Array(0), end - start).fill(0);
      for (const { data } of planes) {
        arena.view(source, data, end - start).set(data.subarray(start, end));
        add(sampleType(data), sums, source, end - start);
      }
      divide(sums, source, end - start, planes.length);
      mean.set(arena.view(source, mean, end - start), start);
    }
  });
  return { data: mean, height, width };
}

/** Are sums whole numbers that float32 holds exactly? */
function areSmall(planes: readonly Plane[]): boolean {
  return (
    planes.length <= 0x100 && planes.every(({ data }) => data instanceof Uint8Array || data instanceof Uint16Array)
  );
}
