import { lengthParameter } from "@ohcs/context";
import { subtractBackground as subtracted } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { gpuStackInput, mapGpuPlanes } from "../stack/gpu-planes.ts";
import { subtractBackground as subtractedOnGpu } from "./subtract-background.webgpu.ts";

/**
 * In rows of the image: averaging may write 64 rows of blocks at a time, of at most 8 px. The disk and the blurs need
 * less: the widest spans an eighth of the rows and of the width, twice the radius.
 */
const HALO = 256;

/**
 * Each plane minus its slowly varying background (a smoothed morphological opening on averaged blocks), float32 in memory and
 * where it is stored: noise below the background stays negative, so that empty areas have mean 0, which clipping would raise.
 * The radius must exceed that of the largest object.
 */
export const subtractBackground = define({
  name: "subtractBackground",
  version: "1.1.0",
  summary: "Subtracts the slowly varying background",
  params: parameters({
    radius: lengthParameter({ default: 50, minimum: 1, maximum: 2000, description: "Larger than any object" }),
  }),
  intensity: "affine",
  dtype: "float32",
  memoryFactor: 4,
  citation: "skimage.morphology.opening and scipy.ndimage.gaussian_filter, see tools/parity",
  ofPlane: (plane, { radius }) => subtracted(plane, radius),
  gpu: {
    bands: true,
    halo: HALO,
    workPlanes: 6,
    run: (session, inputs, { radius }) => ({
      image: mapGpuPlanes(gpuStackInput(inputs), (plane) => subtractedOnGpu(session, plane, radius)),
    }),
  },
});
