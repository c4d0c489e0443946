import type { GpuPlane } from "@ohcs/context";
import { otsuOfHistogram, thresholdMinimumCrossEntropy, triangleOfHistogram, yenOfHistogram } from "@ohcs/kernels";
import { define } from "../define.ts";
import { gpuStackInput, gpuStackOf } from "../stack/gpu-planes.ts";
import { foregroundAbove, GLOBAL_THRESHOLD_PARAMETERS, MASK_DECLARATION } from "./foreground-above.ts";
import { foregroundMask } from "./foreground-mask.webgpu.ts";

/**
 * 1 where the plane exceeds its threshold of greatest correlation, else 0: higher than Otsu's where few pixels are very bright.
 * The threshold is never lower than `minContrast` robust standard deviations above the median, so that an empty image gives an
 * empty mask.
 */
export const thresholdYen = define({
  name: "thresholdYen",
  summary: "Foreground by Yen's threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_yen",
  ofPlane: foregroundAbove(yenOfHistogram),
});

/**
 * 1 where the plane exceeds its triangle threshold, else 0: for planes that are mostly background.
 * The threshold is never lower than `minContrast` robust standard deviations above the median, so that an empty image gives an
 * empty mask.
 */
export const thresholdTriangle = define({
  name: "thresholdTriangle",
  summary: "Foreground by the triangle threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_triangle",
  ofPlane: foregroundAbove(triangleOfHistogram),
});

/**
 * 1 where the plane exceeds its threshold of least cross entropy, else 0: lower than Otsu's where objects are few or dim.
 * The threshold is never lower than `minContrast` robust standard deviations above the median, so that an empty image gives an
 * empty mask.
 */
export const thresholdLi = define({
  name: "thresholdLi",
  summary: "Foreground by Li's threshold, with a contrast floor",
  params: GLOBAL_THRESHOLD_PARAMETERS,
  ...MASK_DECLARATION,
  citation: "skimage.filters.threshold_li",
  // In more bins than the floor needs.
  ofPlane: foregroundAbove((_, data) => thresholdMinimumCrossEntropy(data)),
});

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
