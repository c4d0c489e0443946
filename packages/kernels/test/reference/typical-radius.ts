import { distanceTransform } from "../../src/distance/distance-transform.ts";
import { labelAreas } from "../../src/labels/label-areas.ts";
import type { Mask } from "../../src/plane.ts";
import { labelConnected } from "./label-connected.ts";

/** Parts thinner than this fraction of the median, taken by thickness, are specks. */
const SPECK = 0.4;

/** The median of the largest distances in each part, without specks. */
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
