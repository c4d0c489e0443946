import type { StoredRuns } from "../labels/stored-runs.ts";
import { inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";

/**
 * The area of each object, by label, as a fraction of that of the ellipse with its second moments: 1 for an ellipse, however
 * long, 0.95 for half of one, 0.89 for two discs that touch, less for crescents and branches.
 */
export function roundnessOfObjects({ address, length, most }: StoredRuns, { width }: Size): Float64Array {
  return inArena((kernels, arena) => {
    const target = arena.allocate(8 * (most + 1));
    kernels.measureRoundness(address, length, most, width, arena.allocate(SUMS * (most + 1)), target);
    return arena.view(target, new Float64Array(0), most + 1).slice();
  });
}

/** Bytes for each label. */
const SUMS = 56;
