import { extremesOf } from "../intensity/extremes.ts";
import type { Plane } from "../plane.ts";
import { localThreshold } from "./local-threshold.ts";
import type { LocalThresholdOptions } from "./threshold-niblack.ts";

/** Parameters of Sauvola's threshold. */
export interface SauvolaOptions extends LocalThresholdOptions {
  /** The largest standard deviation that is expected. @default half of the plane's range */
  readonly r?: number;
}

/**
 * Sauvola's threshold for each pixel, mean × (1 + k × (standard deviation / r − 1)) of the square around it, float32
 * (foreground is `> threshold`). `r` is half of the range that occurs, where the reference takes half of the sample type's: cameras
 * rarely fill it.
 *
 * Reference: `skimage.filters.threshold_sauvola` (Sauvola & Pietikäinen, 2000) at equal `r`, equal to 1e-6 of the range.
 *
 * @throws PARAMETER_INVALID unless the window is odd and at least 3.
 */
export function thresholdSauvola(plane: Plane, { window = 15, k = 0.2, r }: SauvolaOptions = {}): Plane<Float32Array> {
  return localThreshold(plane, { method: "sauvola", window, k, r: r ?? halfRange(plane) });
}

/** 1 for a flat plane, whose deviations are 0. */
function halfRange({ data }: Plane): number {
  const { least, greatest } = extremesOf(data);
  return greatest > least ? (greatest - least) / 2 : 1;
}
