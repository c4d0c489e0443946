import type { Peak } from "../../kernels/stitching/phase-correlation.ts";

/**
 * Heights that differ by less than this part of the highest one may be in another order in float64. On SwiftShader and lavapipe they
 * deviate by 3e-7 of it in mosaics and by 2e-6 at most, where next to nothing correlates; 301 of 309 overlaps are apart.
 */
const LEAST_DIFFERENCE = 2 ** -14;

/** Is the order of peaks, the highest first, that of their true heights? Numbers that are not finite are no heights. */
export function areApart(peaks: readonly Peak[]): boolean {
  const least = LEAST_DIFFERENCE * Math.abs(peaks[0]?.value ?? 0);
  return peaks.every(({ value }, k) => k === 0 || (peaks[k - 1]?.value ?? 0) - value > least);
}
