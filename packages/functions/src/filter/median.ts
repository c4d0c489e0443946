import { Type } from "@ohcs/context";
import { medianFilter } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { gpuStackInput, mapGpuPlanes } from "../stack/gpu-planes.ts";
import { medianFilter as medianFilterOnGpu } from "./median.webgpu.ts";

/** Each pixel's median in a square of `size` px, same dtype; borders reflect. */
export const median = define({
  name: "median",
  summary: "Median in a square: removes salt and pepper, keeps edges",
  params: parameters({
    size: Type.Integer({
      default: 3,
      minimum: 1,
      maximum: 101,
      not: { multipleOf: 2 },
      description: "Side of the square in px, odd",
    }),
  }),
  exact: true,
  citation: "scipy.ndimage.median_filter, mode 'reflect'",
  ofPlane: (plane, { size }) => medianFilter(plane, size),
  gpu: {
    bands: true,
    halo: 2,
    params: Type.Object({ size: Type.Union([Type.Literal(3), Type.Literal(5)]) }),
    workPlanes: 2,
    run: (session, inputs, { size }) => ({
      image: mapGpuPlanes(gpuStackInput(inputs), (plane) => medianFilterOnGpu(session, plane, size)),
    }),
  },
});
