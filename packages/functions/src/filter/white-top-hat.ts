import { lengthParameter, Type } from "@ohcs/context";
import { whiteTopHat as topHatOf } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { gpuStackInput, mapGpuPlanes } from "../stack/gpu-planes.ts";
import { whiteTopHat as topHatOnGpu } from "./white-top-hat.webgpu.ts";

/** Each plane minus its opening: structures smaller than the footprint remain, same dtype. */
export const whiteTopHat = define({
  name: "whiteTopHat",
  summary: "Keeps bright structures smaller than the footprint",
  params: parameters({
    radius: lengthParameter({ default: 10, minimum: 1, maximum: 500, description: "Radius, rounded to whole px" }),
    shape: Type.Union([Type.Literal("disk"), Type.Literal("square")], {
      default: "disk",
      description: "Shape of the footprint",
    }),
  }),
  exact: true,
  memoryFactor: 6,
  citation: "skimage.morphology.white_tophat",
  ofPlane: (plane, { radius, shape }) => topHatOf(plane, { shape, radius: Math.round(radius) }),
  gpu: {
    bands: true,
    halo: { parameter: "radius", times: 1, plus: 0 },
    workPlanes: 4,
    run(session, inputs, { radius, shape }) {
      const footprint = { shape, radius: Math.round(radius) };
      return { image: mapGpuPlanes(gpuStackInput(inputs), (plane) => topHatOnGpu(session, plane, footprint)) };
    },
  },
});
