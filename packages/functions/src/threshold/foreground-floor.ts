import { percentiles } from "../kernels/intensity/percentile.ts";
import type { PixelArray } from "../kernels/plane.ts";

/** Makes the median absolute deviation of normal noise its standard deviation. */
const NORMAL_CONSISTENCY = 1.4826;

/**
 * The lowest value that may count as foreground: `sigmas` robust standard deviations (1.4826 × MAD) above the median.
 * Noise of an empty image stays below it, whatever an automatic threshold says.
 */
export function foregroundFloor(data: PixelArray, sigmas: number): number {
  const [median = 0] = percentiles(data, [50]);
  const deviations = Float64Array.from(data, (value) => Math.abs(value - median));
  const [mad = 0] = percentiles(deviations, [50]);
  return median + sigmas * NORMAL_CONSISTENCY * mad;
}
