import { distanceTransform } from "../../src/distance/distance-transform.ts";
import { gaussianBlur } from "../../src/filter/gaussian-blur.ts";
import type { Labels, Mask } from "../../src/plane.ts";
import { prominentBasins } from "../../src/watershed/prominent-basins.ts";

/** Parts a mask at its necks: one object per peak of the smoothed distance to the outside. */
export function splitAtNecks(mask: Mask, { prominence }: { readonly prominence: number }): Labels {
  const sharp = distanceTransform(mask);
  // Without any background every distance is infinite: one object.
  const bounded = sharp.data[0] === Number.POSITIVE_INFINITY ? { ...sharp, data: sharp.data.fill(1) } : sharp;
  const landscape = gaussianBlur(bounded, 0.7, 3);
  return prominentBasins(landscape, { prominence, mask }).labels;
}
