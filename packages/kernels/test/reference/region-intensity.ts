import { percentileOfSorted } from "../../src/intensity/percentile.ts";
import type { PixelArray } from "../../src/plane.ts";

/** The intensities of one object, in the units of the plane. */
export interface RegionIntensity {
  readonly integratedIntensity: number;
  readonly meanIntensity: number;
  readonly medianIntensity: number;
  readonly minIntensity: number;
  readonly maxIntensity: number;
  /** Population standard deviation (divided by n). */
  readonly stdIntensity: number;
}

/**
 * The intensities of `data` at `pixels`, summed in float64 in raster order.
 *
 * Reference: `skimage.measure.regionprops` `intensity_mean`, `_min`, `_max`, `_std`, `_median`, equal to 1e-9.
 */
export function regionIntensity(pixels: Uint32Array, data: PixelArray): RegionIntensity {
  const values = new Float64Array(pixels.length);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    values[i] = data[pixels[i]!]!;
    sum += values[i]!;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) * (values[i]! - mean);
  values.sort();
  return {
    integratedIntensity: sum,
    meanIntensity: mean,
    medianIntensity: percentileOfSorted(values, 50),
    minIntensity: values[0]!,
    maxIntensity: values[values.length - 1]!,
    stdIntensity: Math.sqrt(squares / values.length),
  };
}
