import { percentiles } from "../../src/intensity/percentile.ts";
import type { Labels, Plane } from "../../src/plane.ts";
import type { GrowObjectsOptions } from "../../src/segmentation/grow-objects.ts";
import { regionPixels } from "./region-pixels.ts";
import { HEIGHT_PERCENTILE } from "./trim-objects.ts";

/** An object's limits of growth. */
interface Growth {
  readonly limit: number;
  readonly steps: number;
}

/** Each object grown downhill, pixel by pixel, from a list of pixels to the next. */
export function growObjects(labels: Labels, heights: Plane, options: GrowObjectsOptions): Labels {
  const growths = growthsOf(labels, heights, options);
  const data = labels.data.slice();
  const grown = { ...labels, data };
  let front = outermostPixels(labels);
  for (let step = 0; front.length > 0; step++) front = grow(grown, heights, front, growths, step);
  return grown;
}

/** The labelled pixels with an edge neighbour that is background. */
function outermostPixels({ data, height, width }: Labels): number[] {
  const found: number[] = [];
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0) continue;
    const x = i % width;
    const isInner =
      (x === 0 || data[i - 1] !== 0) &&
      (x === width - 1 || data[i + 1] !== 0) &&
      (i < width || data[i - width] !== 0) &&
      (i >= width * (height - 1) || data[i + width] !== 0);
    if (!isInner) found.push(i);
  }
  return found;
}

function growthsOf(labels: Labels, heights: Plane, { border, grounds, reach }: GrowObjectsOptions): Growth[] {
  const growths: Growth[] = [];
  for (const { label, pixels } of regionPixels(labels)) {
    const values = Float64Array.from(pixels, (pixel) => heights.data[pixel]!);
    const ground = grounds?.[label] ?? 0;
    const limit = ground + border * (percentiles(values, [HEIGHT_PERCENTILE])[0]! - ground);
    growths[label] = { limit, steps: Math.round(reach(pixels.length)) };
  }
  return growths;
}

/** One step of every object that has not yet grown so far; returns the pixels won. */
function grow(
  { data, height, width }: Labels,
  heights: Plane,
  front: readonly number[],
  growths: readonly Growth[],
  step: number,
): number[] {
  const won: number[] = [];
  const take = (from: number, to: number) => {
    const { limit, steps } = growths[data[from]!]!;
    const value = heights.data[to]!;
    if (data[to] !== 0 || step >= steps || value <= limit || value > heights.data[from]!) return;
    data[to] = data[from]!;
    won.push(to);
  };
  for (const pixel of front) {
    const x = pixel % width;
    if (x > 0) take(pixel, pixel - 1);
    if (x < width - 1) take(pixel, pixel + 1);
    if (pixel >= width) take(pixel, pixel - width);
    if (pixel < width * (height - 1)) take(pixel, pixel + width);
  }
  return won;
}
