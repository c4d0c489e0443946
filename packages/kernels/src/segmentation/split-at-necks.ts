import { distanceTransform } from "../distance/distance-transform.ts";
import { gaussianBlur } from "../filter/gaussian-blur.ts";
import type { Labels, Mask, Plane } from "../plane.ts";
import { prominentBasins } from "../watershed/prominent-basins.ts";

export interface SplitAtNecksOptions {
  /** How much thinner the neck between two objects is than the thinner of them, from its middle to its side, px. */
  readonly prominence: number;
  /** Standard deviation in px by which distances are smoothed: evens out ragged borders of small objects. @default 0.7 */
  readonly sigma?: number;
}

/** Parts a mask at its necks: one object per peak of the smoothed distance to the outside. */
export function splitAtNecks(mask: Mask, { prominence, sigma = 0.7 }: SplitAtNecksOptions): Labels {
  const sharp = distanceTransform(mask);
  // Without any background every distance is infinite: one object.
  const bounded = sharp.data[0] === Number.POSITIVE_INFINITY ? { ...sharp, data: sharp.data.fill(1) } : sharp;
  const landscape: Plane = sigma > 0 ? gaussianBlur(bounded, sigma, 3) : bounded;
  return prominentBasins(landscape, { prominence, mask }).labels;
}
