import { defineFunction } from "@ohcs/context";
import { percentileNormalize as normalized } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { gpuStackInput, mapGpuPlanes } from "../stack/gpu-planes.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";
import { percentileNormalize as normalizedOnGpu } from "./percentile-normalize.webgpu.ts";

/**
 * Each plane rescaled between two of its own percentiles to 0 … 1, clipped, float32. For viewing and segmentation:
 * intensities of different images are no longer comparable.
 */
export const percentileNormalize = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "percentileNormalize",
  version: "1.0.0",
  summary: "Rescales between two percentiles of the image",
  params: Type.Object(
    {
      low: Type.Number({ default: 1, minimum: 0, maximum: 100, description: "Percentile that becomes 0" }),
      high: Type.Number({ default: 99, minimum: 0, maximum: 100, description: "Percentile that becomes 1" }),
    },
    { additionalProperties: false },
  ),
  intensity: "perImage",
  dtype: "float32",
  citation: "numpy.percentile, method 'linear'",
  run: (inputs, { low, high }, environment) => ({
    image: mapPlanes(stackInput(inputs), (plane) => normalized(plane, { low, high }), environment),
  }),
  gpu: {
    bands: true,
    workPlanes: 2,
    run: (session, inputs, { low, high }) => ({
      image: mapGpuPlanes(gpuStackInput(inputs), (plane) => normalizedOnGpu(session, plane, { low, high })),
    }),
  },
});
