import type { Labels, Plane } from "../plane.ts";
import { computePlane, LABELS } from "../wasm/compute-plane.ts";
import { storePlane } from "../wasm/stored-plane.ts";
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
  let count = 0;
  const labels = computePlane(LABELS, mask, (_, arena, target) => {
    const runs = runsOfStoredMask(arena, storePlane(arena, mask), connectivity);
    paintRuns(arena, runs, target, mask);
    count = runs.most;
  });
  return { labels, count };
}
