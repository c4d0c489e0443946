import { defineFunction } from "@ohcs/context";
import { thresholdMultiOtsu as thresholdsOf } from "@ohcs/kernels";
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
  name: "thresholdMultiOtsu",
  version: "1.0.0",
  summary: "Classes of brightness by several thresholds",
  params: Type.Object(
    { classes: Type.Integer({ default: 3, minimum: 2, maximum: 5, description: "How many classes" }) },
    { additionalProperties: false },
  ),
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_multiotsu",
  run(inputs, { classes }) {
    const image = mapPlanes(stackInput(inputs), ({ data, height, width }) => {
      const thresholds = thresholdsOf(data, classes);
      const parted = new Uint8Array(data.length);
      for (let i = 0; i < parted.length; i++)
        for (const threshold of thresholds) if ((data[i] ?? 0) > threshold) parted[i] = (parted[i] ?? 0) + 1;
      return { data: parted, height, width };
    });
    return { image };
  },
});
