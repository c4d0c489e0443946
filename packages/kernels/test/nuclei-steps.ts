// The steps of `segmentNuclei`, which work in an arena, on planes of their own.
import { fillStoredObjectHoles } from "../src/labels/fill-object-holes.ts";
import { labelStored } from "../src/labels/label-connected.ts";
import { groupStoredPixels } from "../src/measure/region-pixels.ts";
import type { Labels, Mask, Plane } from "../src/plane.ts";
import { contrastsOfEdges, type EdgeCurvatureOptions, storeEdgeCurvature } from "../src/segmentation/edge-curvature.ts";
import { type GrowObjectsOptions, growStoredObjects } from "../src/segmentation/grow-objects.ts";
import { type JoinRoundOptions, joinStoredRound } from "../src/segmentation/join-round.ts";
import { heightsAboveStoredLines } from "../src/segmentation/line-levels.ts";
import { roundnessOfObjects } from "../src/segmentation/roundness.ts";
import { splitStoredAtNecks } from "../src/segmentation/split-at-necks.ts";
import { typicalStoredRadius } from "../src/segmentation/typical-radius.ts";
import { type Arena, inArena } from "../src/wasm/arena.ts";
import { samplesOf, storePlane } from "../src/wasm/stored-plane.ts";

/** The labels after what `change` has done to a copy of them. */
function changed(labels: Labels, change: (address: number, arena: Arena) => void): Labels {
  return inArena((_, arena) => {
    const address = arena.upload(labels.data);
    change(address, arena);
    return { ...labels, data: arena.download(address, labels.data) };
  });
}

function grouped<R>(labels: Labels, use: (address: number, objects: ReturnType<typeof groupStoredPixels>) => R): R {
  return inArena((kernels, arena) => {
    const address = arena.upload(labels.data);
    return use(address, groupStoredPixels(kernels, arena, address, labels));
  });
}

export function fillObjectHoles(labels: Labels): Labels {
  return changed(labels, (address) => fillStoredObjectHoles(address, labels));
}

export function growObjects(labels: Labels, heights: Plane<Float32Array>, options: GrowObjectsOptions): Labels {
  return changed(labels, (address, arena) => growStoredObjects(address, storePlane(arena, heights), options));
}

export function joinRound(labels: Labels, mask: Mask, heights: Plane<Float32Array>, options: JoinRoundOptions): Labels {
  return changed(labels, (address, arena) => {
    const parts = arena.allocate(4 * samplesOf(mask));
    labelStored(storePlane(arena, mask), parts, 8);
    joinStoredRound(address, parts, storePlane(arena, heights), options);
  });
}

export function splitAtNecks(mask: Mask, { prominence }: { readonly prominence: number }): Labels {
  const empty = { ...mask, data: new Uint32Array(mask.data.length) };
  return changed(empty, (address, arena) => splitStoredAtNecks(storePlane(arena, mask), address, prominence));
}

export function edgeCurvature(heights: Plane<Float32Array>, options: EdgeCurvatureOptions): Plane<Float32Array> {
  const data = inArena((_, arena) => {
    const target = arena.allocate(heights.data.byteLength);
    storeEdgeCurvature(arena.upload(heights.data), target, heights, options);
    return arena.download(target, heights.data);
  });
  return { ...heights, data };
}

export function edgeContrasts(labels: Labels, curvature: Plane<Float32Array>, scale: number): Float64Array {
  return inArena((_, arena) => {
    const stored = arena.upload(curvature.data);
    return grouped(labels, (address, objects) => contrastsOfEdges(address, objects, stored, labels, scale));
  });
}

export function heightsAboveLines(labels: Labels, heights: Plane<Float32Array>): Float64Array {
  return inArena((_, arena) => {
    const stored = arena.upload(heights.data);
    return grouped(labels, (address, objects) => heightsAboveStoredLines(address, objects, stored, labels));
  });
}

/** By label. */
export function roundnesses(labels: Labels): Float64Array {
  return grouped(labels, (_, objects) => roundnessOfObjects(objects, labels));
}

export function typicalRadius(mask: Mask, minArea: number): number {
  return inArena((_, arena) => {
    const stored = storePlane(arena, mask);
    const parts = arena.allocate(4 * samplesOf(mask));
    return typicalStoredRadius(stored, parts, labelStored(stored, parts, 8), minArea);
  });
}
