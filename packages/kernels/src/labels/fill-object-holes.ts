import type { Labels } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";
import { paintRuns, RUN, runsOfStoredLabels, type StoredRuns } from "./stored-runs.ts";

/** The labels with their holes filled: background that one object alone encloses. What several enclose stays open. */
export function fillObjectHoles(labels: Labels): Labels {
  const { data, height, width } = labels;
  return inArena((kernels, arena) => {
    const target = arena.upload(data);
    const runs = runsOfStoredLabels(kernels, arena, target, labels);
    paintRuns(kernels, fillHolesOfRuns(kernels, arena, runs, labels), target, labels);
    return { data: arena.download(target, data), height, width };
  });
}

/** {@link fillObjectHoles} of runs, in new ones. */
export function fillHolesOfRuns(
  kernels: WasmKernels,
  arena: Arena,
  { address, length, most }: StoredRuns,
  { height, width }: Size,
): StoredRuns {
  const mostGaps = length + height;
  const target = arena.allocate(RUN * (length + mostGaps));
  const filled = inArena(() => {
    const gaps = arena.allocate(RUN * mostGaps);
    return kernels.fillHolesOfObjects(address, length, height, width, gaps, arena.allocate(4 * mostGaps), target);
  });
  return { address: target, length: filled, most };
}
