import { defineFunction } from "@ohcs/context";
import { thresholdMinimumCrossEntropy } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { foregroundAbove, GLOBAL_THRESHOLD_PARAMETERS, MASK_DECLARATION } from "./foreground-above.ts";

/**
 * 1 where the plane exceeds its threshold of least cross entropy, else 0: lower than Otsu's where objects are few or dim.
 * The threshold is never lower than `minContrast` robust standard deviations above the median, so that an empty image gives an
 * empty mask.
 */
export const thresholdLi = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "thresholdLi",
  version: "1.0.0",
  summary: "Foreground by Li's threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_li",
  run: (inputs, parameters, environment) => ({
    image: foregroundAbove(
      stackInput(inputs),
      parameters,
      // In more bins than the floor needs.
      (_, data) => thresholdMinimumCrossEntropy(data),
      environment,
    ),
  }),
});
