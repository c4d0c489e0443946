import { gaussianBlur } from "../filter/gaussian-blur.ts";
import { expectParameter, type Plane } from "../plane.ts";

export interface IlluminationOptions {
  /** Standard deviation of the smoothing in blocks. */
  readonly sigma: number;
  /** Lowest value, as a fraction of the mean: corners without light are not blown up. @default 0.05 */
  readonly minimum?: number;
}

/**
 * The illumination function of averaged planes: smoothed, then divided by its mean, so that it is 1 on average and dividing
 * an image by it keeps the image's mean. Float32, one value per block.
 *
 * Reference: `scipy.ndimage.gaussian_filter` and `numpy.mean`; CellProfiler's CorrectIlluminationCalculate, "Regular" over
 * all images, rescales by another number.
 *
 * @throws PARAMETER_INVALID unless sigma ≥ 0 and 0 < minimum < 1.
 */
export function illuminationFunction(mean: Plane, { sigma, minimum = 0.05 }: IlluminationOptions): Plane<Float32Array> {
  expectParameter(sigma >= 0, "estimate the illumination", "sigma ≥ 0", sigma);
  expectParameter(minimum > 0 && minimum < 1, "estimate the illumination", "0 < minimum < 1", minimum);
  const smooth = gaussianBlur(mean, sigma);
  let sum = 0;
  for (const value of smooth.data) sum += value;
  const whole = sum / smooth.data.length;
  const data = smooth.data.map((value) => (whole > 0 ? Math.max(minimum, value / whole) : 1));
  return { ...smooth, data };
}
