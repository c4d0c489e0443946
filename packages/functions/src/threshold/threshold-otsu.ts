import { defineFunction, type GpuPlane } from "@ohcs/context";
import { thresholdOtsu as otsuOf } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { gpuStackInput, gpuStackOf } from "../stack/gpu-planes.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";
import { foregroundFloor } from "./foreground-floor.ts";
import { foregroundMask } from "./foreground-mask.webgpu.ts";

/**
 * 1 where the plane exceeds its Otsu threshold, else 0. The threshold is never lower than `minContrast` robust standard
 * deviations above the median, so that an empty image gives an empty mask.
 */
export const thresholdOtsu = defineFunction({
  module: MODULE,
  name: "thresholdOtsu",
  version: "1.0.0",
  summary: "Foreground by Otsu's threshold, with a contrast floor",
  params: Type.Object(
    {
      correction: Type.Number({ default: 1, minimum: 0, description: "Factor on the threshold" }),
      minContrast: Type.Number({ default: 5, minimum: 0, description: "Robust sigmas above the median" }),
    },
    { additionalProperties: false },
  ),
  intensity: "perImage",
  dtype: "float32",
  exact: true,
  citation: "skimage.filters.threshold_otsu",
  run(inputs, { correction, minContrast }) {
    const image = mapPlanes(stackInput(inputs), ({ data, height, width }) => {
      const threshold = Math.max(otsuOf(data) * correction, foregroundFloor(data, minContrast));
      const mask = new Uint8Array(data.length);
      data.forEach((value, i) => {
        if (value > threshold) mask[i] = 1;
      });
      return { data: mask, height, width };
    });
    return { image };
  },
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
