import { distanceTransform } from "../distance/distance-transform.ts";
import { labelAreas } from "../labels/label-areas.ts";
import { labelConnected } from "../labels/label-connected.ts";
import type { Mask } from "../plane.ts";

/** Parts thinner than this fraction of the median, taken by thickness, are specks. */
const SPECK = 0.4;

/**
 * The radius in px of a typical object of the mask: of each connected part of at least `minArea` px the largest distance
 * to the background, of these the median without specks. A clump of objects is no thicker than its largest member, so it
 * is not taken for a large object. 0 where there is nothing.
 */
export function typicalRadius(mask: Mask, minArea: number): number {
  const { labels } = labelConnected(mask);
  const areas = labelAreas(labels);
  const thickest = new Float64Array(areas.length);
  const bound = Math.min(mask.height, mask.width) / 2;
  const distances = distanceTransform(mask).data;
  for (let i = 0; i < distances.length; i++) {
    const label = labels.data[i]!;
    if (label !== 0 && distances[i]! > thickest[label]!) thickest[label] = Math.min(bound, distances[i]!);
  }
  const sizes = thickest.filter((_, label) => label > 0 && areas[label]! >= minArea).sort();
  const least = SPECK * medianByWeight(sizes);
  const objects = sizes.filter((size) => size >= least);
  return objects[objects.length >> 1] ?? 0;
}

/** Of ascending values that weigh as much as they are. */
function medianByWeight(sorted: Float64Array): number {
  const half = sorted.reduce((sum, value) => sum + value, 0) / 2;
  let sum = 0;
  for (const value of sorted) {
    sum += value;
    if (sum >= half) return value;
  }
  return 0;
}
