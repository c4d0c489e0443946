import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { storePlane } from "../wasm/stored-plane.ts";
import { everyNth } from "./background-level.ts";

const BLOCK = 16;
/** The standard deviation of rounding, in steps. */
const ROUNDING = 1 / Math.sqrt(12);
const SAMPLES = 0x1000;

/**
 * The standard deviation of the noise of a plane's single pixels: in blocks of 16 px that of the differences between
 * neighbours, which shading and objects hardly change, and of the blocks the median. At least that of rounding to the step
 * between the plane's values. It holds where few photons come and most pixels are 0.
 */
export function pixelNoise(plane: Plane): number {
  const variances = blockVariances(plane).sort();
  const median = variances[variances.length >> 1] ?? 0;
  return Math.max(ROUNDING * stepOf(plane), Math.sqrt(median));
}

function blockVariances(plane: Plane): Float64Array {
  const { height, width } = plane;
  const blocks = Math.ceil(height / BLOCK) * Math.ceil((width - 1) / BLOCK);
  return inArena((kernels, arena) => {
    const { address, type } = storePlane(arena, plane);
    const variances = arena.allocate(8 * blocks);
    kernels.measureVariances(type, address, height, width, variances);
    return arena.view(variances, new Float64Array(0), blocks).slice();
  });
}

/** The smallest difference between two values of a sample of the plane; 0 where there is one value. */
function stepOf({ data }: Plane): number {
  const every = Math.floor(data.length / SAMPLES) | 1;
  const sorted = everyNth(data, every, new Float64Array(Math.ceil(data.length / every))).sort();
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (gap > 0 && gap < step) step = gap;
  }
  return step === Number.POSITIVE_INFINITY ? 0 : step;
}
