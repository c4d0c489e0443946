import { Type } from "@ohcs/context";
import { percentileNormalize as normalized } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { gpuStackInput, mapGpuPlanes } from "../stack/gpu-planes.ts";
import { percentileNormalize as normalizedOnGpu } from "./percentile-normalize.webgpu.ts";

/**
 * Each plane rescaled between two of its own percentiles to 0 … 1, clipped, float32. For viewing and segmentation:
 * intensities of different images are no longer comparable.
 */
export const percentileNormalize = define({
  name: "percentileNormalize",
  summary: "Rescales between two percentiles of the image",
  params: parameters({
    low: Type.Number({ default: 1, minimum: 0, maximum: 100, description: "Percentile that becomes 0" }),
    high: Type.Number({ default: 99, minimum: 0, maximum: 100, description: "Percentile that becomes 1" }),
  }),
  intensity: "perImage",
  dtype: "float32",
  citation: "numpy.percentile, method 'linear'",
  ofPlane: (plane, { low, high }) => normalized(plane, { low, high }),
  gpu: {
    bands: true,
    workPlanes: 2,
    run: (session, inputs, { low, high }) => ({
      image: mapGpuPlanes(gpuStackInput(inputs), (plane) => normalizedOnGpu(session, plane, { low, high })),
    }),
  },
});
