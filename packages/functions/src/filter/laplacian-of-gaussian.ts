import { lengthParameter } from "@ohcs/context";
import { laplacianOfGaussian as filtered } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";

/** Minus σ² × the Laplacian of each plane blurred with `sigma`, float32, around 0: bright spots of radius √2 σ are peaks. */
export const laplacianOfGaussian = define({
  name: "laplacianOfGaussian",
  summary: "Makes bright spots of one size stand out",
  params: parameters({
    sigma: lengthParameter({ default: 2, minimum: 0, maximum: 500, description: "Radius of the spots / √2" }),
  }),
  memoryFactor: 8,
  dtype: "float32",
  citation: "scipy.ndimage.laplace of gaussian_filter; Lindeberg 1998 (scale)",
  ofPlane: (plane, { sigma }) => filtered(plane, sigma),
});
