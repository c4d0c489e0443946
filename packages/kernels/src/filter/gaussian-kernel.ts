import { exponential } from "../arithmetic/exponential.ts";

/**
 * The right half of a normalised Gaussian, centre first, cut off at `truncate` sigmas: the weights of
 * `scipy.ndimage.gaussian_filter1d`.
 */
export function gaussianKernel(sigma: number, truncate = 4): Float64Array {
  const radius = Math.floor(truncate * sigma + 0.5);
  const half = new Float64Array(radius + 1);
  let total = 0;
  for (let i = 0; i <= radius; i++) {
    half[i] = exponential((-0.5 * i * i) / (sigma * sigma));
    total += i === 0 ? half[i]! : 2 * half[i]!;
  }
  return half.map((weight) => weight / total);
}
