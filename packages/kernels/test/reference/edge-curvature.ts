import { naturalLogarithm } from "../../src/arithmetic/natural-logarithm.ts";
import { gaussianBlur } from "../../src/filter/gaussian-blur.ts";
import { labelAreas } from "../../src/labels/label-areas.ts";
import type { Labels, Mask, Plane } from "../../src/plane.ts";
import type { EdgeCurvatureOptions } from "../../src/segmentation/edge-curvature.ts";
import { laplacian } from "./laplacian.ts";

/** Minus the Laplacian of Gaussian of the logarithm of heights. */
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

/** The curvature summed over each object, as a slope along its outline. */
export function edgeContrasts(labels: Labels, curvature: Plane, scale: number): Float64Array {
  const areas = labelAreas(labels);
  const sums = new Float64Array(areas.length);
  for (let i = 0; i < labels.data.length; i++) sums[labels.data[i]!]! += curvature.data[i]!;
  return areas.map((area, label) =>
    label === 0 || area === 0 ? 0 : sums[label]! / (scale * Math.sqrt(4 * Math.PI * area)),
  );
}
