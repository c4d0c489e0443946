import { thresholdNiblack as thresholdsOf } from "@ohcs/kernels";
import { define } from "../define.ts";
import { MASK_DECLARATION } from "./foreground-above.ts";
import { foregroundAboveLocal, LOCAL_THRESHOLD_PARAMETERS } from "./foreground-above-local.ts";

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
  ofPlane: foregroundAboveLocal(thresholdsOf),
});
