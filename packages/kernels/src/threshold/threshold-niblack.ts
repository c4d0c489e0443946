import type { Plane } from "../plane.ts";
import { localStatistics } from "./local-statistics.ts";

/** Parameters of local thresholds. */
export interface LocalThresholdOptions {
  /** Side of the square around a pixel, odd, px. @default 15 */
  readonly window?: number;
  /** Weight of the local standard deviation. @default 0.2 */
  readonly k?: number;
}

/**
 * Niblack's threshold for each pixel, mean − k × standard deviation of the square around it, float32 (foreground is
 * `> threshold`).
 *
 * Reference: `skimage.filters.threshold_niblack` (Niblack, 1986), equal to 1e-6 of the range.
 *
 * @throws PARAMETER_INVALID unless the window is odd and at least 3.
 */
export function thresholdNiblack(
  plane: Plane,
  { window = 15, k = 0.2 }: LocalThresholdOptions = {},
): Plane<Float32Array> {
  const { means, deviations } = localStatistics(plane, window);
  const data = new Float32Array(means.length);
  for (let i = 0; i < data.length; i++) data[i] = means[i]! - k * deviations[i]!;
  return { data, height: plane.height, width: plane.width };
}
