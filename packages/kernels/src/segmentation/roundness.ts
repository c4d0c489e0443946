import type { GroupedPixels } from "../measure/region-pixels.ts";
import { inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";

/**
 * The area of each object, by label, as a fraction of that of the ellipse with its second moments: 1 for an ellipse, however
 * long, 0.95 for half of one, 0.89 for two discs that touch, less for crescents and branches.
 */
export function roundnessOfObjects({ pixels, ends, most }: GroupedPixels, { width }: Size): Float64Array {
  return inArena((kernels, arena) => {
    const target = arena.allocate(8 * (most + 1));
    kernels.measureRoundness(pixels, ends, most, width, target);
    return arena.download(target, new Float64Array(0), most + 1);
  });
}
