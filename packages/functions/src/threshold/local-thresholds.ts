import { lengthParameter, type Static, Type } from "@ohcs/context";
import {
  type LocalThresholdOptions,
  maskAbove,
  thresholdNiblack as niblackThresholds,
  type Plane,
  thresholdSauvola as sauvolaThresholds,
} from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { MASK_DECLARATION, minContrastParameter } from "./foreground-above.ts";
import { foregroundFloor } from "./foreground-floor.ts";

/** Parameters of thresholds that follow the surroundings of a pixel. */
export const LOCAL_THRESHOLD_PARAMETERS = parameters({
  radius: lengthParameter({
    default: 25,
    minimum: 1,
    maximum: 1000,
    description: "Half the side of the square around a pixel, rounded to whole px",
  }),
  k: Type.Number({ default: 0.2, description: "Weight of the local standard deviation" }),
  minContrast: minContrastParameter,
});

/** 1 where a plane exceeds its own threshold at the pixel and `minContrast` robust standard deviations above its median, else 0. */
export function foregroundAboveLocal(
  thresholdsOf: (plane: Plane, options: LocalThresholdOptions) => Plane<Float32Array>,
) {
  return (plane: Plane, { radius, k, minContrast }: Static<typeof LOCAL_THRESHOLD_PARAMETERS>): Plane => {
    const thresholds = thresholdsOf(plane, { window: 2 * Math.round(radius) + 1, k });
    return maskAbove(plane, thresholds, foregroundFloor(plane.data, minContrast));
  };
}

/**
 * 1 where a pixel exceeds mean − k × standard deviation of the square around it, else 0.
 * Pixels less than `minContrast` robust standard deviations above the plane's median are never foreground, so that an empty image gives
 * an empty mask.
 */
export const thresholdNiblack = define({
  name: "thresholdNiblack",
  summary: "Foreground by the mean and spread around each pixel",
  params: LOCAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  memoryFactor: 8,
  citation: "skimage.filters.threshold_niblack",
  ofPlane: foregroundAboveLocal(niblackThresholds),
});

/**
 * 1 where a pixel exceeds mean × (1 + k × (standard deviation / r − 1)) of the square around it, else 0; r is half of the plane's range.
 * Pixels less than `minContrast` robust standard deviations above the plane's median are never foreground, so that an empty image gives
 * an empty mask.
 */
export const thresholdSauvola = define({
  name: "thresholdSauvola",
  summary: "Foreground by the mean around each pixel, stricter where it is flat",
  params: LOCAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  memoryFactor: 8,
  citation: "skimage.filters.threshold_sauvola, r half of the plane's range",
  ofPlane: foregroundAboveLocal(sauvolaThresholds),
});
