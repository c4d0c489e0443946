import { naturalLogarithm } from "../arithmetic/natural-logarithm.ts";
import { gaussianBlur } from "../filter/gaussian-blur.ts";
import { laplacian } from "../filter/laplacian.ts";
import { labelAreas } from "../labels/label-areas.ts";
import type { Labels, Mask, Plane } from "../plane.ts";

export interface EdgeCurvatureOptions {
  /** Intensity above which heights count by their ratios, as far below it by their differences. */
  readonly unit: number;
  /** Standard deviation of the smoothing in px, beyond that which the heights have had. */
  readonly sigma: number;
  /** Standard deviation in px of the smoothing that the heights have had. */
  readonly smoothed: number;
}

/**
 * Where a plane of heights is inside of edges: minus the Laplacian of Gaussian of ln(1 + height / unit), times the
 * square of the whole smoothing, float32. Positive within an object, zero along its edge, negative outside of the edge and
 * in the valley between two objects: also between a bright one and the shoulder that a dim one is beside it.
 *
 * Marr and Hildreth 1980 (edges are the zero crossings); Lindeberg 1998 (normalised by scale).
 */
export function edgeCurvature(heights: Plane, { unit, sigma, smoothed }: EdgeCurvatureOptions): Plane<Float32Array> {
  const { height, width } = heights;
  const logarithms = new Float32Array(heights.data.length);
  for (let i = 0; i < logarithms.length; i++) {
    const value = heights.data[i]!;
    if (value > 0) logarithms[i] = naturalLogarithm(1 + value / unit);
  }
  const { data } = laplacian(gaussianBlur({ data: logarithms, height, width }, sigma));
  const factor = -(sigma * sigma + smoothed * smoothed);
  for (let i = 0; i < data.length; i++) data[i]! *= factor;
  return { data, height, width };
}

/** The pixels of the foreground whose curvature is above `limit`. */
export function insideEdges(foreground: Mask, curvature: Plane, limit: number): Mask {
  const { height, width } = foreground;
  const data = new Uint8Array(foreground.data.length);
  for (let i = 0; i < data.length; i++) data[i] = foreground.data[i] !== 0 && curvature.data[i]! > limit ? 1 : 0;
  return { data, height, width };
}

/**
 * How sharp each object's outline is, by label: the mean slope of the logarithm of the height across it, times the
 * standard deviation of the smoothing; a step of s then has 0.4 s. As the divergence theorem has it, the curvature
 * summed over the object is the slope summed along its outline, taken as that of a disc.
 *
 * @param scale Standard deviation in px of the whole smoothing.
 */
export function edgeContrasts(labels: Labels, curvature: Plane, scale: number): Float64Array {
  const areas = labelAreas(labels);
  const sums = new Float64Array(areas.length);
  for (let i = 0; i < labels.data.length; i++) sums[labels.data[i]!]! += curvature.data[i]!;
  return areas.map((area, label) =>
    label === 0 || area === 0 ? 0 : sums[label]! / (scale * Math.sqrt(4 * Math.PI * area)),
  );
}
