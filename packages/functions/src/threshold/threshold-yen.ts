import { defineFunction } from "@ohcs/context";
import { yenOfHistogram } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { foregroundAbove, GLOBAL_THRESHOLD_PARAMETERS, MASK_DECLARATION } from "./foreground-above.ts";

/**
 * 1 where the plane exceeds its threshold of greatest correlation, else 0: higher than Otsu's where few pixels are very bright.
 * The threshold is never lower than `minContrast` robust standard deviations above the median, so that an empty image gives an
 * empty mask.
 */
export const thresholdYen = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "thresholdYen",
  version: "1.0.0",
  summary: "Foreground by Yen's threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_yen",
  run: (inputs, parameters, environment) => ({
    image: foregroundAbove(stackInput(inputs), parameters, yenOfHistogram, environment),
  }),
});
