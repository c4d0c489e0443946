import { inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";
import type { StoredRuns } from "./stored-runs.ts";

/**
 * Keeps, in place, only the largest part of each object that is in pieces (edge neighbours hang together), of equally large ones
 * that whose last pixel comes first in raster order.
 */
export function keepLargestParts(runs: StoredRuns, { width }: Size): StoredRuns {
  const { address, length, most } = runs;
  return inArena((kernels, arena) => {
    const parts = arena.allocate(8 * length);
    const best = arena.allocate(4 * (most + 1));
    return { address, most, length: kernels.keepLargestParts(address, length, width, parts, best, most) };
  });
}
