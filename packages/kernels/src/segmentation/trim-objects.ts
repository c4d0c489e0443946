import { keepLargestParts } from "../labels/largest-parts.ts";
import { areasOfRuns, countAreas, RUN, type StoredRuns } from "../labels/stored-runs.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import type { StoredPlane } from "../wasm/stored-plane.ts";

/** The height of an object, of which `fraction` is its border: bright enough to ignore its rim, not only its spots. */
export const HEIGHT_PERCENTILE = 75;

/**
 * Each object cut where the smoothed intensity falls below `fraction` of the object's own height above the background, its largest part
 * kept: bright and dim objects have the same outline. Heights count from the ground of each object, by label, where that is given.
 */
export function trimRuns(
  arena: Arena,
  runs: StoredRuns,
  heights: StoredPlane,
  fraction: number,
  grounds?: Float64Array,
): StoredRuns {
  const { address, length, most } = runs;
  const area = areasOfRuns(runs).reduce((sum, one) => sum + one, 0);
  // Two pieces of a run have a pixel between them.
  const target = arena.allocate(RUN * ((area + length) >> 1));
  const left = inArena(() => {
    const limits = arena.upload(limitsOfRuns(runs, heights, fraction, grounds));
    return arena.kernels.trimRuns(heights.type, heights.address, address, length, limits, target);
  });
  return keepLargestParts({ address: target, length: left, most }, heights);
}

/** The height that is so much of the object's own, from its ground to its {@link HEIGHT_PERCENTILE}, by label. */
export function limitsOfRuns(
  runs: StoredRuns,
  heights: StoredPlane,
  fraction: number,
  grounds?: Float64Array,
): Float64Array {
  return percentileOfRuns(runs, heights, HEIGHT_PERCENTILE).map((height, label) => {
    const ground = grounds?.[label] ?? 0;
    return ground + fraction * (height - ground);
  });
}

/** The percentile of each object's samples, by label; 0 for labels without pixels. */
function percentileOfRuns(runs: StoredRuns, plane: StoredPlane, percentage: number): Float64Array {
  const { address, length, most } = runs;
  return inArena((kernels, arena) => {
    const ends = countAreas(arena, runs);
    const area = arena.view(ends, new Uint32Array(0), most + 1).reduce((sum, one) => sum + one, 0);
    const target = arena.allocate(8 * (most + 1));
    const values = arena.allocate(8 * area);
    const { type, address: samples } = plane;
    kernels.percentileByLabel(type, samples, address, length, ends, most, percentage, target, values);
    return arena.view(target, new Float64Array(0), most + 1).slice();
  });
}
