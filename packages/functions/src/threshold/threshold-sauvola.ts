import { thresholdSauvola as thresholdsOf } from "@ohcs/kernels";
import { define } from "../define.ts";
import { MASK_DECLARATION } from "./foreground-above.ts";
import { foregroundAboveLocal, LOCAL_THRESHOLD_PARAMETERS } from "./foreground-above-local.ts";

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
  ofPlane: foregroundAboveLocal(thresholdsOf),
});
