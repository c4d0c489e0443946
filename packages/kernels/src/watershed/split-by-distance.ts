import { distanceTransform } from "../distance/distance-transform.ts";
import type { Labels, Mask, Plane } from "../plane.ts";
import { arrayForResult } from "../wasm/arena.ts";
import { prominentPeaks } from "./prominent-peaks.ts";
import { watershed } from "./watershed.ts";

/**
 * The foreground of a mask parted into one object per peak of its distance transform that rises `prominence` px above
 * the neck to a higher one, by seeded watershed from those peaks.
 *
 * Reference: `skimage.segmentation.watershed(-distance, markers, mask=mask)` with markers of
 * `skimage.morphology.h_maxima`.
 *
 * @throws PARAMETER_INVALID unless prominence > 0.
 */
export function splitByDistance(plane: Plane, prominence: number): Labels {
  const isInside = arrayForResult(new Uint8Array(0), plane.data.length);
  for (let i = 0; i < isInside.length; i++) isInside[i] = plane.data[i] === 0 ? 0 : 1;
  const mask: Mask = { ...plane, data: isInside };
  const distance = distanceTransform(mask);
  const { labels: markers } = prominentPeaks(distance, { prominence, mask });
  const { data } = distance;
  for (let i = 0; i < data.length; i++) data[i] = -data[i]!;
  return watershed(distance, markers, { mask });
}
