import type { Plane } from "../plane.ts";
import { localThreshold } from "./local-threshold.ts";

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
  return localThreshold(plane, { method: "niblack", window, k, r: 1 });
}
