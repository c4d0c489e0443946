import { exponential } from "../arithmetic/exponential.ts";
import { naturalLogarithm } from "../arithmetic/natural-logarithm.ts";
import { expectParameter } from "../plane.ts";
import { thresholdMinimumCrossEntropy } from "../threshold/threshold-minimum-cross-entropy.ts";
import { thresholdOtsu } from "../threshold/threshold-otsu.ts";
import { type BackgroundLevel, backgroundLevel } from "./background-level.ts";

export interface ThresholdOptions {
  /** @default "minimumCrossEntropy" */
  readonly method?: "otsu" | "minimumCrossEntropy";
  /** A threshold that was found over more than this plane, in its intensities: the method is not asked. */
  readonly given?: number;
  /** Apply the method to the logarithm of the height above the background: finds dim beside bright. @default false */
  readonly log?: boolean;
  /** Factor on the threshold's height above the background. @default 1 */
  readonly correction?: number;
  /** Bounds of the threshold in the plane's intensities; min = max fixes it. The floor holds all the same. */
  readonly min?: number;
  readonly max?: number;
  /** The floor: how many standard deviations of the noise foreground stands above the background. @default 5 */
  readonly minContrast?: number;
  /** What the noise is at least, as a standard deviation, where it is known from elsewhere. @default 0 */
  readonly noise?: number;
}

/** A threshold and what it was found from, in the plane's intensities. */
export interface ForegroundThreshold extends BackgroundLevel {
  /** Foreground is above this. */
  readonly threshold: number;
  readonly floor: number;
}

/**
 * The threshold of foreground by the method named, but never within `minContrast` robust sigmas of the background:
 * a plane without objects has no foreground, whatever the method makes of its noise.
 *
 * @throws PARAMETER_INVALID for a negative correction or contrast, or min > max.
 */
export function foregroundThreshold(data: Float32Array, options: ThresholdOptions = {}): ForegroundThreshold {
  const { correction = 1, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, minContrast = 5 } = options;
  expectParameter(correction >= 0 && minContrast >= 0, "find a threshold", "correction, minContrast ≥ 0", correction);
  expectParameter(min <= max, "find a threshold", "min ≤ max", `${min} > ${max}`);
  const { level, sigma: spread } = backgroundLevel(data);
  const sigma = Math.max(spread, options.noise ?? 0);
  const floor = level + minContrast * sigma;
  const corrected = level + correction * (thresholdBy(options, data, level) - level);
  return { level, sigma, floor, threshold: Math.max(floor, Math.min(max, Math.max(min, corrected))) };
}

function thresholdBy(
  { method = "minimumCrossEntropy", log = false, given }: ThresholdOptions,
  data: Float32Array,
  level: number,
) {
  if (given !== undefined) return given;
  const find = method === "otsu" ? thresholdOtsu : thresholdMinimumCrossEntropy;
  if (!log) return find(data);
  const logarithms = data.map((value) => naturalLogarithm(1 + Math.max(0, value - level)));
  return level + exponential(find(logarithms)) - 1;
}
