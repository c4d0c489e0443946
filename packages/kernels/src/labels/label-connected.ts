import type { Labels, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { type StoredPlane, samplesOf, storePlane } from "../wasm/stored-plane.ts";

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
  return inArena((_, arena) => {
    const target = arena.allocate(4 * samplesOf(mask));
    const count = labelStored(storePlane(arena, mask), target, connectivity);
    return { labels: { data: arena.download(target, new Uint32Array(0), samplesOf(mask)), height, width }, count };
  });
}

/** {@link labelConnected} in an arena: writes labels to the address `target` and returns how many there are. */
export function labelStored(
  { address, type, height, width }: StoredPlane,
  target: number,
  connectivity: 4 | 8,
): number {
  return inArena((kernels, arena) => {
    const runs = arena.allocate(12 * height * ((width + 1) >> 1));
    return kernels.labelPlane(type, address, target, height, width, connectivity === 8 ? 1 : 0, runs);
  });
}
