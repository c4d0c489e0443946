import { defineFunction } from "@ohcs/context";
import { thresholdNiblack as thresholdsOf } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { MASK_DECLARATION } from "./foreground-above.ts";
import { foregroundAboveLocal, LOCAL_THRESHOLD_PARAMETERS } from "./foreground-above-local.ts";

/**
 * 1 where a pixel exceeds mean − k × standard deviation of the square around it, else 0.
 * Pixels less than `minContrast` robust standard deviations above the plane's median are never foreground, so that an empty image gives
 * an empty mask.
 */
export const thresholdNiblack = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "thresholdNiblack",
  version: "1.0.0",
  summary: "Foreground by the mean and spread around each pixel",
  params: Type.Object(LOCAL_THRESHOLD_PARAMETERS, { additionalProperties: false }),
  ...MASK_DECLARATION,
  memoryFactor: 8,
  citation: "skimage.filters.threshold_niblack",
  run: (inputs, parameters, environment) => ({
    image: foregroundAboveLocal(stackInput(inputs), parameters, thresholdsOf, environment),
  }),
});
