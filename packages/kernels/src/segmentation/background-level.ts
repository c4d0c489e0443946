import type { PixelArray } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";

/** The intensity of the background and the standard deviation of its noise. */
export interface BackgroundLevel {
  readonly level: number;
  readonly sigma: number;
}

const SAMPLES = 0x8000;
const MAD_TO_SIGMA = 1.4826;

/**
 * The background of a plane that holds objects: the middle of the narrowest range of values that a quarter of the pixels
 * share, and 1.4826 times the median deviation of the pixels below it. Where objects are few this is median and MAD;
 * unlike them it holds while background covers a quarter of the plane, because nothing dark stands on it.
 *
 * Every n-th pixel is looked at, n odd, so that no more than 65,536 are sorted.
 */
export function backgroundLevel(data: PixelArray): BackgroundLevel {
  const sorted = sortedEveryNth(data, Math.floor(data.length / SAMPLES) | 1);
  const quarter = Math.floor(sorted.length / 4);
  const level = sorted[narrowest(sorted, quarter) + (quarter >> 1)] ?? 0;
  const below = firstFrom(sorted, level);
  return { level, sigma: below > 0 ? MAD_TO_SIGMA * (level - sorted[below >> 1]!) : 0 };
}

/** Where the narrowest range of so many ascending values begins. */
function narrowest(sorted: Float64Array, count: number): number {
  let start = 0;
  for (let i = 1; i + count < sorted.length; i++) {
    if (sorted[i + count]! - sorted[i]! < sorted[start + count]! - sorted[start]!) start = i;
  }
  return start;
}

/** Where the first value stands that is not below the level. */
function firstFrom(sorted: Float64Array, level: number): number {
  let place = 0;
  while (place < sorted.length && !(sorted[place]! >= level)) place++;
  return place < sorted.length ? place : -1;
}

/** Ascending, NaN last; as float64, whatever the type of the samples: what looks at them is compiled once. */
function sortedEveryNth(data: PixelArray, step: number): Float64Array {
  const samples = everyNth(data, step, new Float64Array(Math.ceil(data.length / step)));
  return inArena((kernels, arena) => {
    const values = arena.upload(samples);
    kernels.sortValues(sampleType(data), values, samples.length, arena.allocate(2 * samples.byteLength));
    return arena.view(values, samples).slice();
  });
}

/** Every `step`-th sample. */
export function everyNth<T extends PixelArray>(data: PixelArray, step: number, target: T): T {
  for (let i = 0; i < target.length; i++) target[i] = data[i * step]!;
  return target;
}
