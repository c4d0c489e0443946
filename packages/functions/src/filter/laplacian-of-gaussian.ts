import { defineFunction, lengthParameter } from "@ohcs/context";
import { laplacianOfGaussian as filtered } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";

/** Minus σ² × the Laplacian of each plane blurred with `sigma`, float32, around 0: bright spots of radius √2 σ are peaks. */
export const laplacianOfGaussian = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "laplacianOfGaussian",
  version: "1.0.0",
  summary: "Makes bright spots of one size stand out",
  params: Type.Object(
    { sigma: lengthParameter({ default: 2, minimum: 0, maximum: 500, description: "Radius of the spots / √2" }) },
    { additionalProperties: false },
  ),
  memoryFactor: 8,
  dtype: "float32",
  citation: "scipy.ndimage.laplace of gaussian_filter; Lindeberg 1998 (scale)",
  run: (inputs, { sigma }, environment) => ({
    image: mapPlanes(stackInput(inputs), (plane) => filtered(plane, sigma), environment),
  }),
});
