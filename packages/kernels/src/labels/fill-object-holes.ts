import type { Labels } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import type { Size } from "../wasm/stored-plane.ts";
import { paintRuns, RUN, runsOfStoredLabels, type StoredRuns } from "./stored-runs.ts";

/** The labels with their holes filled: background that one object alone encloses. What several enclose stays open. */
export function fillObjectHoles(labels: Labels): Labels {
  return computePlane(labels.data, labels, (_, arena, target) => {
    const runs = runsOfStoredLabels(arena, arena.read(labels.data), labels);
    paintRuns(arena, fillHolesOfRuns(arena, runs, labels), target, labels);
  });
}

/** {@link fillObjectHoles} of runs, in new ones. */
export function fillHolesOfRuns(
  arena: Arena,
  { address, length, most }: StoredRuns,
  { height, width }: Size,
): StoredRuns {
  const mostGaps = length + height;
  const target = arena.allocate(RUN * (length + mostGaps));
  const filled = inArena(() => {
    const gaps = arena.allocate(RUN * mostGaps);
    return arena.kernels.fillHolesOfObjects(address, length, height, width, gaps, arena.allocate(4 * mostGaps), target);
  });
  return { address: target, length: filled, most };
}
