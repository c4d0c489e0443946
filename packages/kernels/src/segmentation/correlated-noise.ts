import { inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";

const BLOCK = 16;
/** Farther apart than neighbours that smoothing, interpolation or compression made alike, px. */
const APART = 6;
const MOST_BLOCKS = 1024;
/** Of the blocks, that lie in even background also in a crowded plane; and what this quantile of their variances is of the mean. */
const [QUIET, QUIET_TO_MEAN] = [0.1, 0.6];
/** Variances that differ by less are equal; more than that is no noise, but texture. */
const [LEAST_RATIO, GREATEST_RATIO] = [2, 9];

/**
 * How many times the standard deviation of the noise of a smoothed plane (float32) at an address is `expected`, which its pixels would have if they knew
 * nothing of each other: 1, and up to 3 where interpolation or compression of the images made neighbours alike, whose differences then
 * tell too little. Found where the plane is most even, from differences of pixels 6 px apart.
 */
export function noiseCorrelation(smooth: number, size: Size, expected: number): number {
  const variances = quietBlocks(smooth, size);
  const quiet = variances[Math.floor(QUIET * variances.length)] ?? 0;
  const ratio = quiet / QUIET_TO_MEAN / (expected * expected);
  return ratio > LEAST_RATIO ? Math.sqrt(Math.min(GREATEST_RATIO, ratio)) : 1;
}

/** Half the mean squared difference in each of at most 1024 blocks, along rows or columns where it is less; ascending. */
function quietBlocks(smooth: number, { height, width }: Size): Float64Array {
  const [rows, columns] = [height, width].map((length) => Math.max(0, Math.floor((length - APART) / BLOCK)));
  const all = rows! * columns!;
  const every = Math.max(1, Math.ceil(all / MOST_BLOCKS));
  const count = Math.ceil(all / every);
  return inArena((kernels, arena) => {
    const variances = arena.allocate(8 * count);
    kernels.measureEvenness(smooth, width, columns!, every, count, APART, variances);
    return arena.view(variances, new Float64Array(0), count).slice().sort();
  });
}
