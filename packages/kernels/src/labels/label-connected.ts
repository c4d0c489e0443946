import type { Labels, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { samplesOf, storePlane } from "../wasm/stored-plane.ts";
import { paintRuns, runsOfStoredMask } from "./stored-runs.ts";

export interface LabelConnectedOptions {
  /** Do pixels touch at edges only (4), or at corners too (8)? @default 8 */
  readonly connectivity?: 4 | 8;
}

/** A label plane and how many labels it holds, dense from 1. */
export interface CountedLabels {
  readonly labels: Labels;
  readonly count: number;
}

/**
 * Labels the connected pixels that are not 0, uint32, numbered from 1 in raster order of each object's first pixel.
 *
 * Reference: `skimage.measure.label` of a mask, equal, numbers included.
 */
export function labelConnected(mask: Plane, { connectivity = 8 }: LabelConnectedOptions = {}): CountedLabels {
  const { height, width } = mask;
  return inArena((kernels, arena) => {
    const target = arena.allocateResult(new Uint32Array(0), samplesOf(mask));
    const runs = runsOfStoredMask(kernels, arena, storePlane(arena, mask), connectivity);
    paintRuns(kernels, runs, target, mask);
    const data = arena.download(target, new Uint32Array(0), samplesOf(mask));
    return { labels: { data, height, width }, count: runs.most };
  });
}
