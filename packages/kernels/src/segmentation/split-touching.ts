import { measureStored } from "../distance/squared-distance.ts";
import { blurStored } from "../filter/gaussian-blur.ts";
import { asFloat32, type Labels, type Mask, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { type Size, STORED_FLOATS, STORED_MASK, samplesOf } from "../wasm/stored-plane.ts";
import { descendStored } from "../watershed/descend.ts";

export interface SplitTouchingOptions {
  /** How much brightness counts beside roundness: the height above the background, or its square root. */
  readonly weight: "height" | "squareRoot";
  /** Fraction by which the saddle between two objects lies below the lower of their peaks. */
  readonly prominence: number;
  /** Standard deviation in px by which distances are smoothed: evens out ragged borders of small objects. @default 0 */
  readonly sigma?: number;
}

/**
 * Parts the foreground into one object per peak of distance-to-the-edge times a weight of `heights`, the smoothed
 * intensity above the background (as float32): roundness parts what touches, brightness what overlaps.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PARAMETER_INVALID unless the prominence is positive.
 */
export function splitTouching(mask: Mask, heights: Plane, options: SplitTouchingOptions): Labels {
  const { height, width } = mask;
  const samples = samplesOf(mask);
  return inArena((_, arena) => {
    const target = arena.allocate(4 * samples);
    splitStored(arena.upload(mask.data), arena.upload(asFloat32(heights.data)), target, mask, options);
    return { data: arena.download(target, new Uint32Array(0), samples), height, width };
  });
}

/** {@link splitTouching} in an arena, from a mask (uint8) and heights (float32) to labels; returns how many there are. */
export function splitStored(
  mask: number,
  heights: number,
  target: number,
  size: Size,
  { weight, prominence, sigma = 0 }: SplitTouchingOptions,
): number {
  const samples = samplesOf(size);
  return inArena((kernels, arena) => {
    const landscape = { address: arena.allocate(4 * samples), type: STORED_FLOATS, ...size };
    measureDistances(mask, landscape.address, size, sigma);
    kernels.weigh(landscape.address, heights, mask, landscape.address, samples, weight === "squareRoot");
    const bounds = { address: mask, open: kernels.countOpen(mask, samples) };
    return descendStored(landscape, bounds, { prominence: 0, relativeProminence: prominence }, "basins", target);
  });
}

function measureDistances(mask: number, target: number, size: Size, sigma: number): void {
  inArena((_, arena) => {
    const sharp = sigma > 0 ? arena.allocate(4 * samplesOf(size)) : target;
    measureStored({ address: mask, type: STORED_MASK, ...size }, sharp, false);
    const distances = arena.view(sharp, new Float32Array(0), samplesOf(size));
    // Without any background every distance is infinite; the brightness alone parts then.
    if (distances[0] === Number.POSITIVE_INFINITY) distances.fill(1);
    if (sigma > 0) blurStored(sharp, target, size, sigma, 3);
  });
}
