import { exponential } from "../arithmetic/exponential.ts";
import { naturalLogarithm } from "../arithmetic/natural-logarithm.ts";
import { countStored, storedHistogram } from "../intensity/histogram.ts";
import { expectParameter } from "../plane.ts";
import {
  crossEntropyOfCounts,
  FLOAT_BINS,
  thresholdMinimumCrossEntropy,
} from "../threshold/threshold-minimum-cross-entropy.ts";
import { otsuOfHistogram, thresholdOtsu } from "../threshold/threshold-otsu.ts";
import { inArena } from "../wasm/arena.ts";
import { STORED_FLOATS } from "../wasm/stored-plane.ts";
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
  return inArena((_, arena) => storedThreshold(arena.read(data), data.length, options));
}

/** {@link foregroundThreshold} of float32 at an address. */
export function storedThreshold(address: number, samples: number, options: ThresholdOptions): ForegroundThreshold {
  const { correction = 1, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, minContrast = 5 } = options;
  expectParameter(correction >= 0 && minContrast >= 0, "find a threshold", "correction, minContrast ≥ 0", correction);
  expectParameter(min <= max, "find a threshold", "min ≤ max", `${min} > ${max}`);
  const { level, sigma: spread } = backgroundLevel(samplesAt(address, samples));
  const sigma = Math.max(spread, options.noise ?? 0);
  const floor = level + minContrast * sigma;
  const corrected = level + correction * (thresholdBy(options, address, samples, level) - level);
  return { level, sigma, floor, threshold: Math.max(floor, Math.min(max, Math.max(min, corrected))) };
}

/** As they are, until there is more memory. */
function samplesAt(address: number, samples: number): Float32Array {
  return inArena((_, arena) => arena.view(address, new Float32Array(0), samples));
}

function thresholdBy(
  { method = "minimumCrossEntropy", log = false, given }: ThresholdOptions,
  address: number,
  samples: number,
  level: number,
) {
  if (given !== undefined) return given;
  if (log) {
    const logarithms = samplesAt(address, samples).map((value) => naturalLogarithm(1 + Math.max(0, value - level)));
    const find = method === "otsu" ? thresholdOtsu : thresholdMinimumCrossEntropy;
    return level + exponential(find(logarithms)) - 1;
  }
  if (method === "otsu") return otsuOfHistogram(storedHistogram(STORED_FLOATS, address, samples));
  const { counts, centerAt } = countStored(STORED_FLOATS, address, samples, FLOAT_BINS);
  return crossEntropyOfCounts(counts, centerAt);
}
