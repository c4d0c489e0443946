import { defineFunction, type GpuPlane } from "@ohcs/context";
import { otsuOfHistogram } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { gpuStackInput, gpuStackOf } from "../stack/gpu-planes.ts";
import { stackInput } from "../stack/inputs.ts";
import { foregroundAbove, GLOBAL_THRESHOLD_PARAMETERS, MASK_DECLARATION } from "./foreground-above.ts";
import { foregroundMask } from "./foreground-mask.webgpu.ts";

/**
 * 1 where the plane exceeds its Otsu threshold, else 0. The threshold is never lower than `minContrast` robust standard
 * deviations above the median, so that an empty image gives an empty mask.
 */
export const thresholdOtsu = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "thresholdOtsu",
  version: "1.0.0",
  summary: "Foreground by Otsu's threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_otsu",
  run: (inputs, parameters, environment) => ({
    image: foregroundAbove(stackInput(inputs), parameters, otsuOfHistogram, environment),
  }),
  gpu: {
    bands: true,
    workPlanes: 2,
    async run(session, inputs, contrast) {
      const stack = gpuStackInput(inputs);
      const masks: GpuPlane[] = [];
      for (const plane of stack.data) masks.push(await foregroundMask(session, plane, contrast));
      return { image: gpuStackOf(masks, stack) };
    },
  },
});
