import { fitStoredBackground } from "../background/fit-background.ts";
import { storeBlurred } from "../filter/gaussian-blur.ts";
import { gaussianKernel } from "../filter/gaussian-kernel.ts";
import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { samplesOf } from "../wasm/stored-plane.ts";
import { noiseCorrelation } from "./correlated-noise.ts";
import { type ForegroundThreshold, storedThreshold, type ThresholdOptions } from "./foreground-threshold.ts";
import { pixelNoise } from "./pixel-noise.ts";

/** Where foreground begins, and the noise of the plane that it was found in. */
export interface MeasuredHeights {
  readonly threshold: ForegroundThreshold;
  /** Standard deviation of what smoothing leaves of the noise of single pixels, which steps across outlines stand out of: neighbours that are alike make none. */
  readonly noise: number;
}

/**
 * Writes how far the plane, smoothed by `sigma` px, stands above its background to the address `target`, as float32, and where it stands above
 * the threshold to `foreground`, as uint8. At `room` there are 4 bytes for each pixel that may be written, and some more. The threshold is in intensities of the smoothed plane whose background was made even.
 */
export function storeHeights(
  plane: Plane,
  target: number,
  foreground: number,
  room: number,
  sigma: number,
  options?: ThresholdOptions,
): MeasuredHeights {
  const samples = samplesOf(plane);
  return inArena((kernels) => {
    storeEven(plane, sigma, target, room);
    const noise = pixelNoise(plane) * noiseAfter(sigma);
    const correlated = noise * noiseCorrelation(target, plane, noise);
    const threshold = storedThreshold(target, samples, { correction: 0.7, noise: correlated, ...options });
    const limit = threshold.threshold - threshold.level;
    kernels.lowerBy(target, target, samples, threshold.level, limit, foreground);
    return { threshold, noise };
  });
}

/** Writes the smoothed plane without the unevenness of its background, at the background's mean intensity, as float32. */
function storeEven(plane: Plane, sigma: number, target: number, room: number): void {
  const samples = samplesOf(plane);
  inArena((kernels, arena) => {
    storeBlurred(arena, plane, { sigma }, room);
    const mean = fitStoredBackground(room, target, plane) / samples;
    kernels.evenOut(room, target, target, samples, mean);
  });
}

/** What smoothing leaves of the noise of pixels that know nothing of each other. */
function noiseAfter(sigma: number): number {
  if (sigma === 0) return 1;
  return gaussianKernel(sigma).reduce((sum, weight, i) => sum + (i === 0 ? 1 : 2) * weight * weight, 0);
}
