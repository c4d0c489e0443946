import type { CountedLabels } from "../labels/label-connected.ts";
import type { Plane } from "../plane.ts";
import { descend, type ProminenceOptions } from "./descend.ts";

/**
 * One marker pixel per peak of `landscape` (compared as float32) that rises by the prominence above its saddle; the
 * highest peak of each connected part always counts. Markers are numbered from 1 in raster order. Neighbourhood: 8.
 *
 * Reference: `skimage.morphology.h_maxima(image, h)`, equal in the peaks found, where it marks whole plateaus, and marks
 * each of several equally high peaks that no deep saddle parts; here the first of them in raster order stands for all.
 *
 * @throws PARAMETER_INVALID unless a prominence is positive, PLANE_SHAPE_MISMATCH where mask and landscape differ in size.
 */
export function prominentPeaks(landscape: Plane, options: ProminenceOptions): CountedLabels {
  return descend(landscape, options, "peaks");
}
