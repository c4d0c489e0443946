import { Type } from "@ohcs/context";
import { digitize, thresholdMultiOtsu as thresholdsOf } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { MASK_DECLARATION } from "./foreground-above.ts";

/**
 * The class of each pixel, 0 … classes − 1 from dark to bright, by the thresholds between which variance is greatest. A plane with
 * fewer different values has fewer classes; noise alone is parted too.
 */
export const thresholdMultiOtsu = define({
  name: "thresholdMultiOtsu",
  summary: "Classes of brightness by several thresholds",
  params: parameters({
    classes: Type.Integer({ default: 3, minimum: 2, maximum: 5, description: "How many classes" }),
  }),
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_multiotsu",
  ofPlane: (plane, { classes }) => digitize(plane, thresholdsOf(plane.data, classes)),
});
