import { yenOfHistogram } from "@ohcs/kernels";
import { define } from "../define.ts";
import { foregroundAbove, GLOBAL_THRESHOLD_PARAMETERS, MASK_DECLARATION } from "./foreground-above.ts";

/**
 * 1 where the plane exceeds its threshold of greatest correlation, else 0: higher than Otsu's where few pixels are very bright.
 * The threshold is never lower than `minContrast` robust standard deviations above the median, so that an empty image gives an
 * empty mask.
 */
export const thresholdYen = define({
  name: "thresholdYen",
  summary: "Foreground by Yen's threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_yen",
  ofPlane: foregroundAbove(yenOfHistogram),
});
