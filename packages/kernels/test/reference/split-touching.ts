import { distanceTransform } from "../../src/distance/distance-transform.ts";
import { gaussianBlur } from "../../src/filter/gaussian-blur.ts";
import type { Labels, Mask, Plane } from "../../src/plane.ts";
import { prominentBasins } from "../../src/watershed/prominent-basins.ts";

export interface SplitTouchingOptions {
  /** How much brightness counts beside roundness: a function of the height above the background. */
  readonly weight: (height: number) => number;
  /** Fraction by which the saddle between two objects lies below the lower of their peaks. */
  readonly prominence: number;
  /** Standard deviation in px by which distances are smoothed: evens out ragged borders of small objects. @default 0 */
  readonly sigma?: number;
}

/**
 * Parts the foreground into one object per peak of distance-to-the-edge times a weight of `heights`, the smoothed
 * intensity above the background: roundness parts what touches, brightness what overlaps.
 */
export function splitTouching(mask: Mask, heights: Plane, options: SplitTouchingOptions): Labels {
  const { weight, prominence, sigma = 0 } = options;
  const sharp = distanceTransform(mask);
  // Without any background every distance is infinite; the brightness alone parts then.
  const bounded = sharp.data[0] === Number.POSITIVE_INFINITY ? { ...sharp, data: sharp.data.fill(1) } : sharp;
  const distances = sigma > 0 ? gaussianBlur(bounded, sigma, 3) : bounded;
  const data = new Float32Array(mask.data.length);
  for (let i = 0; i < data.length; i++) {
    if (mask.data[i] !== 0) data[i] = distances.data[i]! * weight(Math.max(0, heights.data[i]!));
  }
  const landscape = { data, height: mask.height, width: mask.width };
  return prominentBasins(landscape, { prominence: 0, relativeProminence: prominence, mask }).labels;
}
