import type { Labels } from "../plane.ts";
import { labelAreas } from "./label-areas.ts";
import { relabel } from "./relabel.ts";

/**
 * The labels without objects of fewer than `minArea` px; those that stay keep their numbers.
 *
 * Reference: `skimage.morphology.remove_small_objects` on labels, equal (its newer `max_size` is `minArea − 1`).
 */
export function removeSmallObjects(labels: Labels, minArea: number): Labels {
  const areas = labelAreas(labels);
  return relabel(
    labels,
    Uint32Array.from(areas, (area, label) => (area >= minArea ? label : 0)),
  );
}
