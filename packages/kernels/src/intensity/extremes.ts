import type { PixelArray } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";

export interface Extremes {
  readonly least: number;
  readonly greatest: number;
}

/** The least and the greatest of samples, NaN aside; ∞ and −∞ of none. */
export function extremesOf(data: PixelArray): Extremes {
  return inArena((_, arena: Arena) => extremesOfStored(sampleType(data), arena.read(data), data.length));
}

/** The same of samples in an arena. */
export function extremesOfStored(type: number, source: number, samples: number): Extremes {
  return inArena((kernels, arena) => {
    // Two numbers, and a vector for each while it looks.
    const found = arena.allocate(8 * 2 + 2 * 16);
    kernels.findExtremes(type, source, samples, found);
    const [least = 0, greatest = 0] = arena.view(found, new Float64Array(0), 2);
    return { least, greatest };
  });
}
