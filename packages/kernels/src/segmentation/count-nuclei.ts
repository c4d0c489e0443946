import type { Plane } from "../plane.ts";
import { type SegmentNucleiOptions, segmentNuclei } from "./segment-nuclei.ts";

/** How many nuclei {@link segmentNuclei} finds in a fluorescence plane; 0 in an empty one. */
export function countNuclei(plane: Plane, options: SegmentNucleiOptions = {}): number {
  return segmentNuclei(plane, options).count;
}
