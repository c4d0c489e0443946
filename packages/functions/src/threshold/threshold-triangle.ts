import { triangleOfHistogram } from "@ohcs/kernels";
import { define } from "../define.ts";
import { foregroundAbove, GLOBAL_THRESHOLD_PARAMETERS, MASK_DECLARATION } from "./foreground-above.ts";

/**
 * 1 where the plane exceeds its triangle threshold, else 0: for planes that are mostly background.
 * The threshold is never lower than `minContrast` robust standard deviations above the median, so that an empty image gives an
 * empty mask.
 */
export const thresholdTriangle = define({
  name: "thresholdTriangle",
  summary: "Foreground by the triangle threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_triangle",
  ofPlane: foregroundAbove(triangleOfHistogram),
});
