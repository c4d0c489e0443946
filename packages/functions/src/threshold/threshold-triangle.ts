import { defineFunction } from "@ohcs/context";
import { triangleOfHistogram } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { foregroundAbove, GLOBAL_THRESHOLD_PARAMETERS, MASK_DECLARATION } from "./foreground-above.ts";

/**
 * 1 where the plane exceeds its triangle threshold, else 0: for planes that are mostly background.
 * The threshold is never lower than `minContrast` robust standard deviations above the median, so that an empty image gives an
 * empty mask.
 */
export const thresholdTriangle = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "thresholdTriangle",
  version: "1.0.0",
  summary: "Foreground by the triangle threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_triangle",
  run: (inputs, parameters, environment) => ({
    image: foregroundAbove(stackInput(inputs), parameters, triangleOfHistogram, environment),
  }),
});
