import type { Labels, Plane } from "../../src/plane.ts";

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
 * Labels the connected pixels that are not 0, uint32, numbered from 1 in raster order of each object's first pixel: each is
 * filled from there.
 *
 * Reference: `skimage.measure.label` of a mask, equal, numbers included.
 */
export function labelConnected(mask: Plane, { connectivity = 8 }: LabelConnectedOptions = {}): CountedLabels {
  const { height, width } = mask;
  const data = new Uint32Array(mask.data.length);
  let count = 0;
  for (let first = 0; first < data.length; first++) {
    if (mask.data[first] === 0 || data[first] !== 0) continue;
    data[first] = ++count;
    for (const filled = [first]; filled.length > 0; ) {
      const pixel = filled.pop()!;
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const next = pixel + dy * width + dx;
          if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
          if ((connectivity === 4 && dx !== 0 && dy !== 0) || mask.data[next] === 0 || data[next] !== 0) continue;
          data[next] = count;
          filled.push(next);
        }
    }
  }
  return { labels: { data, height, width }, count };
}
