import { defineFunction } from "@ohcs/context";
import { digitize, thresholdMultiOtsu as thresholdsOf } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";
import { MASK_DECLARATION } from "./foreground-above.ts";

/**
 * The class of each pixel, 0 … classes − 1 from dark to bright, by the thresholds between which variance is greatest. A plane with
 * fewer different values has fewer classes; noise alone is parted too.
 */
export const thresholdMultiOtsu = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "thresholdMultiOtsu",
  version: "1.0.0",
  summary: "Classes of brightness by several thresholds",
  params: Type.Object(
    { classes: Type.Integer({ default: 3, minimum: 2, maximum: 5, description: "How many classes" }) },
    { additionalProperties: false },
  ),
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_multiotsu",
  run: (inputs, { classes }, environment) => ({
    image: mapPlanes(stackInput(inputs), (plane) => digitize(plane, thresholdsOf(plane.data, classes)), environment),
  }),
});
