import { defineFunction, lengthParameter } from "@ohcs/context";
import { gaussianBlur as blurred } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { gpuStackInput, mapGpuPlanes } from "../stack/gpu-planes.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";
import { gaussianBlur as blurredOnGpu } from "./gaussian-blur.webgpu.ts";

/** Each plane convolved with a Gaussian, float32; borders reflect, the kernel ends at 4 sigma. */
export const gaussianBlur = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "gaussianBlur",
  version: "1.0.0",
  summary: "Smooths with a Gaussian",
  params: Type.Object(
    { sigma: lengthParameter({ default: 1, minimum: 0, maximum: 500, description: "Standard deviation" }) },
    { additionalProperties: false },
  ),
  citation: "scipy.ndimage.gaussian_filter, mode 'reflect', truncate 4",
  run: (inputs, { sigma }, environment) => ({
    image: mapPlanes(stackInput(inputs), (plane) => blurred(plane, sigma), environment),
  }),
  gpu: {
    bands: true,
    halo: { parameter: "sigma", times: 4, plus: 0 },
    workPlanes: 3,
    run: (session, inputs, { sigma }) => ({
      image: mapGpuPlanes(gpuStackInput(inputs), (plane) => blurredOnGpu(session, plane, sigma)),
    }),
  },
});
