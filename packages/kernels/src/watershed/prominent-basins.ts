import type { CountedLabels } from "../labels/label-connected.ts";
import type { Plane } from "../plane.ts";
import { descend, type ProminenceOptions } from "./descend.ts";

/**
 * The landscape parted into the surroundings of its prominent peaks: every pixel of the mask takes the label of the peak
 * that the steepest way up leads to. Numbered from 1 in raster order of each part's first pixel.
 *
 * The same parts as a watershed of the inverted landscape from {@link prominentPeaks}, in one pass; where pixels are
 * equally high the two may draw the line differently.
 *
 * @throws PARAMETER_INVALID unless a prominence is positive, PLANE_SHAPE_MISMATCH where mask and landscape differ in size.
 */
export function prominentBasins(landscape: Plane, options: ProminenceOptions): CountedLabels {
  return descend(landscape, options, "basins");
}
