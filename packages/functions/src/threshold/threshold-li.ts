import { thresholdMinimumCrossEntropy } from "@ohcs/kernels";
import { define } from "../define.ts";
import { foregroundAbove, GLOBAL_THRESHOLD_PARAMETERS, MASK_DECLARATION } from "./foreground-above.ts";

/**
 * 1 where the plane exceeds its threshold of least cross entropy, else 0: lower than Otsu's where objects are few or dim.
 * The threshold is never lower than `minContrast` robust standard deviations above the median, so that an empty image gives an
 * empty mask.
 */
export const thresholdLi = define({
  name: "thresholdLi",
  summary: "Foreground by Li's threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_li",
  // In more bins than the floor needs.
  ofPlane: foregroundAbove((_, data) => thresholdMinimumCrossEntropy(data)),
});
