import { lengthParameter } from "@ohcs/context";
import { gaussianBlur as blurred } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { gpuStackInput, mapGpuPlanes } from "../stack/gpu-planes.ts";
import { gaussianBlur as blurredOnGpu } from "./gaussian-blur.webgpu.ts";

/** Each plane convolved with a Gaussian, float32; borders reflect, the kernel ends at 4 sigma. */
export const gaussianBlur = define({
  name: "gaussianBlur",
  summary: "Smooths with a Gaussian",
  params: parameters({
    sigma: lengthParameter({ default: 1, minimum: 0, maximum: 500, description: "Standard deviation" }),
  }),
  citation: "scipy.ndimage.gaussian_filter, mode 'reflect', truncate 4",
  ofPlane: (plane, { sigma }) => blurred(plane, sigma),
  gpu: {
    bands: true,
    halo: { parameter: "sigma", times: 4, plus: 0 },
    workPlanes: 3,
    run: (session, inputs, { sigma }) => ({
      image: mapGpuPlanes(gpuStackInput(inputs), (plane) => blurredOnGpu(session, plane, sigma)),
    }),
  },
});
