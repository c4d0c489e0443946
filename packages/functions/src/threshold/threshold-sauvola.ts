import { defineFunction } from "@ohcs/context";
import { thresholdSauvola as thresholdsOf } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { MASK_DECLARATION } from "./foreground-above.ts";
import { foregroundAboveLocal, LOCAL_THRESHOLD_PARAMETERS } from "./foreground-above-local.ts";

/**
 * 1 where a pixel exceeds mean × (1 + k × (standard deviation / r − 1)) of the square around it, else 0; r is half of the plane's range.
 * Pixels less than `minContrast` robust standard deviations above the plane's median are never foreground, so that an empty image gives
 * an empty mask.
 */
export const thresholdSauvola = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "thresholdSauvola",
  version: "1.0.0",
  summary: "Foreground by the mean around each pixel, stricter where it is flat",
  params: Type.Object(LOCAL_THRESHOLD_PARAMETERS, { additionalProperties: false }),
  ...MASK_DECLARATION,
  memoryFactor: 8,
  citation: "skimage.filters.threshold_sauvola, r half of the plane's range",
  run: (inputs, parameters, environment) => ({
    image: foregroundAboveLocal(stackInput(inputs), parameters, thresholdsOf, environment),
  }),
});
