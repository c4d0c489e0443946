import type { Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import type { Size } from "../wasm/stored-plane.ts";
import { paintRuns, runsOfStoredLabels, type StoredRuns } from "./stored-runs.ts";

/**
 * The labels with only the largest part of each object that is in pieces (edge neighbours hang together), of equally large ones
 * that whose last pixel comes first in raster order.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, also where a label exceeds 10^9: 4 bytes are needed for each up to the greatest.
 */
export function largestParts(labels: Labels): Labels {
  return computePlane(labels.data, labels, (_, arena, target) => {
    const runs = runsOfStoredLabels(arena, arena.read(labels.data), labels);
    paintRuns(arena, keepLargestParts(runs, labels), target, labels);
  });
}

/** {@link largestParts} of runs, in place. */
export function keepLargestParts(runs: StoredRuns, { width }: Size): StoredRuns {
  const { address, length, most } = runs;
  return inArena((kernels, arena) => {
    const parts = arena.allocate(8 * length);
    const best = arena.allocate(4 * (most + 1));
    return { address, most, length: kernels.keepLargestParts(address, length, width, parts, best, most) };
  });
}
