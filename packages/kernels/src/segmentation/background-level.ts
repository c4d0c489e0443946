import type { PixelArray } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { STORED_FLOATS } from "../wasm/stored-plane.ts";

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
  let start = 0;
  for (let i = 1; i + quarter < sorted.length; i++) {
    if (sorted[i + quarter]! - sorted[i]! < sorted[start + quarter]! - sorted[start]!) start = i;
  }
  const level = sorted[start + (quarter >> 1)] ?? 0;
  const below = sorted.findIndex((value) => value >= level);
  return { level, sigma: below > 0 ? MAD_TO_SIGMA * (level - sorted[below >> 1]!) : 0 };
}

/** Ascending, NaN last. */
function sortedEveryNth(data: PixelArray, step: number): Float32Array | Float64Array {
  const length = Math.ceil(data.length / step);
  const taken = data instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  for (let i = 0; i < length; i++) taken[i] = data[i * step]!;
  return taken instanceof Float32Array ? sortedByRadix(taken) : taken.sort();
}

function sortedByRadix(samples: Float32Array): Float32Array {
  return inArena((kernels, arena) => {
    const [source, spare, counts] = [arena.upload(samples), arena.upload(samples), arena.allocate(DIGITS)];
    kernels.sortSamples(STORED_FLOATS, source, samples.length, spare, counts);
    return arena.view(source, samples).slice();
  });
}

const DIGITS = 4 * 2048;
