import type { GpuPlane } from "@ohcs/context";
import { otsuOfHistogram } from "@ohcs/kernels";
import { define } from "../define.ts";
import { gpuStackInput, gpuStackOf } from "../stack/gpu-planes.ts";
import { foregroundAbove, GLOBAL_THRESHOLD_PARAMETERS, MASK_DECLARATION } from "./foreground-above.ts";
import { foregroundMask } from "./foreground-mask.webgpu.ts";

/**
 * 1 where the plane exceeds its Otsu threshold, else 0. The threshold is never lower than `minContrast` robust standard
 * deviations above the median, so that an empty image gives an empty mask.
 */
export const thresholdOtsu = define({
  name: "thresholdOtsu",
  summary: "Foreground by Otsu's threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_otsu",
  ofPlane: foregroundAbove(otsuOfHistogram),
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
