// The steps of `segmentNuclei`, which work in an arena, on planes of their own.
import { storeBlocks } from "../src/filter/near-blocks.ts";
import { keepLargestParts } from "../src/labels/largest-parts.ts";
import { paintRuns, runsOfStoredLabels, runsOfStoredMask, type StoredRuns } from "../src/labels/stored-runs.ts";
import type { Labels, Mask, Plane } from "../src/plane.ts";
import { contrastsOfEdges, type EdgeCurvatureOptions, storeEdgeCurvature } from "../src/segmentation/edge-curvature.ts";
import { type GrowObjectsOptions, growStoredObjects } from "../src/segmentation/grow-objects.ts";
import { type JoinRoundOptions, joinStoredRound } from "../src/segmentation/join-round.ts";
import { heightsAboveStoredLines } from "../src/segmentation/line-levels.ts";
import { roundnessOfObjects } from "../src/segmentation/roundness.ts";
import { splitStoredAtNecks } from "../src/segmentation/split-at-necks.ts";
import { trimRuns } from "../src/segmentation/trim-objects.ts";
import { typicalStoredRadius } from "../src/segmentation/typical-radius.ts";
import { type Arena, inArena } from "../src/wasm/arena.ts";
import type { WasmKernels } from "../src/wasm/compiled.ts";
import { computePlane, LABELS } from "../src/wasm/compute-plane.ts";
import { storePlane } from "../src/wasm/stored-plane.ts";

/** The labels after what `change` has done to a copy of them. */
function changed(labels: Labels, change: (address: number, arena: Arena, kernels: WasmKernels) => void): Labels {
  return inArena((kernels, arena) => {
    const address = arena.upload(labels.data);
    change(address, arena, kernels);
    return { ...labels, data: arena.view(address, labels.data).slice() };
  });
}

function withRuns<R>(labels: Labels, use: (runs: StoredRuns) => R): R {
  return inArena((_, arena) => use(runsOfStoredLabels(arena, arena.upload(labels.data), labels)));
}

export function growObjects(labels: Labels, heights: Plane<Float32Array>, options: GrowObjectsOptions): Labels {
  return changed(labels, (address, arena) => {
    const runs = runsOfStoredLabels(arena, address, labels);
    growStoredObjects(address, runs, storePlane(arena, heights), options);
  });
}

export function joinRound(labels: Labels, mask: Mask, heights: Plane<Float32Array>, options: JoinRoundOptions): Labels {
  return changed(labels, (address, arena) => {
    const parts = runsOfStoredMask(arena, storePlane(arena, mask), 8);
    joinStoredRound(address, parts, storePlane(arena, heights), options);
  });
}

export function splitAtNecks(mask: Mask, { prominence }: { readonly prominence: number }): Labels {
  return computePlane(LABELS, mask, (_, arena, target) =>
    splitStoredAtNecks(storePlane(arena, mask), target, prominence),
  );
}

/** Where a mask is not 0, and perhaps elsewhere. */
export function edgeCurvature(
  heights: Plane<Float32Array>,
  options: EdgeCurvatureOptions,
  mask: Uint8Array = new Uint8Array(heights.data.length).fill(1),
): Plane<Float32Array> {
  const data = inArena((_, arena) => {
    const target = arena.upload(new Float32Array(heights.data.length).fill(Number.NaN));
    const where = storeBlocks(arena, arena.upload(mask), heights);
    storeEdgeCurvature(
      arena.upload(heights.data),
      target,
      heights,
      where,
      arena.allocate(heights.data.byteLength),
      options,
    );
    return arena.view(target, heights.data).slice();
  });
  return { ...heights, data };
}

export function edgeContrasts(labels: Labels, curvature: Plane<Float32Array>, scale: number): Float64Array {
  return inArena((_, arena) => {
    const stored = arena.upload(curvature.data);
    return withRuns(labels, (runs) => contrastsOfEdges(runs, stored, scale));
  });
}

export function heightsAboveLines(labels: Labels, heights: Plane<Float32Array>): Float64Array {
  return inArena((_, arena) => {
    const stored = arena.upload(heights.data);
    return withRuns(labels, (runs) => heightsAboveStoredLines(runs, stored, labels));
  });
}

/** By label. */
export function roundnesses(labels: Labels): Float64Array {
  return withRuns(labels, (runs) => roundnessOfObjects(runs, labels));
}

export function typicalRadius(mask: Mask, minArea: number): number {
  return inArena((_, arena) => {
    const stored = storePlane(arena, mask);
    return typicalStoredRadius(stored, runsOfStoredMask(arena, stored, 8), minArea);
  });
}

export function largestParts(labels: Labels): Labels {
  return painted(labels, (runs) => keepLargestParts(runs, labels));
}

export function trimObjects(labels: Labels, heights: Plane, fraction: number): Labels {
  return painted(labels, (runs, arena) => trimRuns(arena, runs, storePlane(arena, heights), fraction));
}

/** What `change` makes of the runs of labels. */
function painted(labels: Labels, change: (runs: StoredRuns, arena: Arena) => StoredRuns): Labels {
  return computePlane(LABELS, labels, (_, arena, target) => {
    paintRuns(arena, change(runsOfStoredLabels(arena, arena.read(labels.data), labels), arena), target, labels);
  });
}
