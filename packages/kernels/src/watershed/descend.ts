import { expectParameter, expectSameShape, type Mask, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";

export interface ProminenceOptions {
  /** How far a peak must rise above the saddle that joins it to a higher one. */
  readonly prominence: number;
  /** The same as a fraction of the peak's own height; the larger of the two counts. @default 0 */
  readonly relativeProminence?: number;
  /** Only these pixels belong to the landscape. @default all */
  readonly mask?: Mask;
}

/** The landscape once all water is gone. A pixel's rank is its place among all pixels of the mask, highest first. */
interface Descent {
  /** The pixels by rank. */
  readonly pixels: Uint32Array;
  /** 1 for each rank that is a peak prominent enough. */
  readonly isPeak: Uint8Array;
  /** Of each rank the highest that it belongs together with: every pixel with the way up from it, minor peaks with what they lean on. */
  readonly basins: Uint32Array;
}

/**
 * Lets water sink from the highest pixel of `landscape` (compared as float32) to the lowest. Islands emerge, grow and
 * meet; where two meet (neighbourhood 8), the lower one's peak counts only if it is prominent enough.
 *
 * @throws PARAMETER_INVALID unless a prominence is positive, PLANE_SHAPE_MISMATCH where mask and landscape differ in size.
 */
export function descend(landscape: Plane, options: ProminenceOptions): Descent {
  const { prominence, relativeProminence = 0, mask } = options;
  const bounded = prominence >= 0 && relativeProminence >= 0 && prominence + relativeProminence > 0;
  expectParameter(bounded, "find peaks", "a prominence > 0", prominence);
  if (mask !== undefined) expectSameShape("find peaks", landscape, mask);
  const { data, height, width } = landscape;
  const samples = openPixels(landscape, mask);
  return inArena((kernels, arena) => {
    const type = sampleType(data);
    const source = arena.upload(data);
    const bounds = mask === undefined ? 0 : arena.upload(mask.data);
    const pixels = arena.allocate(4 * samples);
    const isPeak = arena.allocate(samples);
    const basins = arena.allocate(4 * samples);
    const scratch = arena.allocate(12 * (height + 2) * (width + 2));
    const sorting = arena.allocate(16 * samples + SORTING);
    kernels.descendPlane(
      type,
      source,
      bounds,
      height,
      width,
      prominence,
      relativeProminence,
      pixels,
      isPeak,
      basins,
      scratch,
      sorting,
    );
    return {
      pixels: arena.download(pixels, new Uint32Array(0), samples),
      isPeak: arena.download(isPeak, new Uint8Array(0), samples),
      basins: arena.download(basins, new Uint32Array(0), samples),
    };
  });
}

const SORTING = 0x6000;

/** How many pixels there are, or how many of them the mask keeps. */
export function openPixels({ data }: Plane, mask: Mask | undefined): number {
  if (mask === undefined) return data.length;
  let count = 0;
  for (let i = 0; i < mask.data.length; i++) if (mask.data[i] !== 0) count++;
  return count;
}
