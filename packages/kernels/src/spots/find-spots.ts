import { laplacianOfGaussian } from "../filter/laplacian-of-gaussian.ts";
import { percentiles } from "../intensity/percentile.ts";
import { expectParameter, type Plane, type Point } from "../plane.ts";

export interface FindSpotsOptions {
  /** Radius of the spots / √2, px. @default 1.5 */
  readonly sigma?: number;
  /** How many robust standard deviations of the response a spot exceeds its median by. @default 10 */
  readonly minContrast?: number;
  /** Place spots between pixels, by a parabola through the response along each axis? @default true */
  readonly subpixel?: boolean;
}

/** A spot: its place in px, and the height of the response there. */
export interface Spot extends Point {
  readonly response: number;
}

const MAD_TO_SIGMA = 1.4826;

/**
 * Bright spots of one size: local maxima (of 3 × 3 px) of minus σ² times the Laplacian of the plane blurred with σ, in raster order.
 * Empty planes have none.
 *
 * Reference: `skimage.feature.peak_local_max(response, min_distance=1, threshold_abs=threshold, exclude_border=False)`, equal.
 *
 * @throws PARAMETER_INVALID unless sigma is positive and the contrast not negative.
 */
export function findSpots(plane: Plane, options: FindSpotsOptions = {}): readonly Spot[] {
  const { sigma = 1.5, minContrast = 10, subpixel = true } = options;
  expectParameter(
    sigma > 0 && minContrast >= 0,
    "find spots",
    "sigma > 0 and minContrast ≥ 0",
    `${sigma}, ${minContrast}`,
  );
  const response = laplacianOfGaussian(plane, sigma);
  const threshold = thresholdOf(response.data, minContrast);
  const { data, height, width } = response;
  const spots: Spot[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x]!;
      if (value <= threshold || !isHighest(response, x, y)) continue;
      const dx =
        subpixel && x > 0 && x < width - 1 ? vertex(data[y * width + x - 1]!, value, data[y * width + x + 1]!) : 0;
      const dy =
        subpixel && y > 0 && y < height - 1 ? vertex(data[(y - 1) * width + x]!, value, data[(y + 1) * width + x]!) : 0;
      spots.push({ x: x + dx, y: y + dy, response: value });
    }
  return spots;
}

/** `minContrast` robust sigmas above the median, and above 0 in any case: a plane of one value has no spots. */
function thresholdOf(response: Float32Array, minContrast: number): number {
  const [middle = 0] = percentiles(response, [50]);
  const deviations = response.map((value) => Math.abs(value - middle));
  const [deviation = 0] = percentiles(deviations, [50]);
  return Math.max(0, middle + minContrast * MAD_TO_SIGMA * deviation);
}

function isHighest({ data, height, width }: Plane<Float32Array>, x: number, y: number): boolean {
  const value = data[y * width + x]!;
  for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
    for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
      if (data[v * width + u]! > value) return false;
  return true;
}

/** Where a parabola through three samples is highest, from the middle one. */
function vertex(before: number, middle: number, after: number): number {
  const curvature = before - 2 * middle + after;
  return curvature < 0 ? (before - after) / (2 * curvature) : 0;
}
