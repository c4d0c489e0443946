import type { StoredRuns } from "../labels/stored-runs.ts";
import { inArena } from "../wasm/arena.ts";
import type { StoredPlane } from "../wasm/stored-plane.ts";
import { takeDownhill } from "./grow-objects.ts";

/** Of the pixels around an object: where others crowd it, the ground is at its open side. */
const PERCENTILE = 25;

/**
 * What each object stands on, by label: the lower quartile of the heights (float32, above 0) downhill from it, at most `reach` px away and
 * outside of all objects. A nucleus stands on its cytoplasm. 0 for an object without such pixels.
 *
 * @param labels The address of labels, which `runs` are those of; they are as they were afterwards.
 */
export function groundsOfObjects(labels: number, runs: StoredRuns, heights: StoredPlane, reach: number): Float64Array {
  const { most } = runs;
  return inArena((kernels, arena) => {
    const taken = takeDownhill(arena, labels, runs, heights, new Float64Array(most + 1), () => reach);
    const [ends, target] = [arena.allocate(4 * (most + 1)), arena.allocate(8 * (most + 1))];
    const values = arena.allocate(8 * taken.length);
    const { address, length } = taken;
    kernels.percentileOfTaken(labels, heights.address, address, length, ends, most, PERCENTILE, target, values);
    return arena.view(target, new Float64Array(0), most + 1).slice();
  });
}
