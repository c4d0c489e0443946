import type { Labels, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";

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
  const { data, height, width } = mask;
  return inArena((kernels, arena) => {
    const source = arena.upload(data);
    const target = arena.allocate(4 * data.length);
    const runs = arena.allocate(12 * height * ((width + 1) >> 1));
    const reach = connectivity === 8 ? 1 : 0;
    const count = kernels.labelPlane(sampleType(data), source, target, height, width, reach, runs);
    const labels = { data: arena.download(target, new Uint32Array(0), data.length), height, width };
    return { labels, count };
  });
}
