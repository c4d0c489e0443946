import { lengthParameter, Type } from "@ohcs/context";
import {
  differenceOfGaussians as differenceOf,
  sobel as edgesOf,
  laplacianOfGaussian as filtered,
  unsharpMask as sharpened,
} from "@ohcs/kernels";
import { define, parameters } from "../define.ts";

/** The strength of edges in each plane, float32, in intensity per px. */
export const sobel = define({
  name: "sobel",
  summary: "Strength of edges",
  dtype: "float32",
  citation: "skimage.filters.sobel",
  ofPlane: (plane) => edgesOf(plane),
});

/** Each plane plus `amount` × its difference from itself blurred with `sigma`, float32: for looking at, not for measuring. */
export const unsharpMask = define({
  name: "unsharpMask",
  summary: "Sharpens what is finer than sigma",
  params: parameters({
    sigma: lengthParameter({ default: 2, minimum: 0, maximum: 500, description: "Standard deviation of the blur" }),
    amount: Type.Number({ default: 1, description: "Weight of the difference" }),
  }),
  dtype: "float32",
  citation: "skimage.filters.unsharp_mask, preserve_range",
  ofPlane: (plane, { sigma, amount }) => sharpened(plane, sigma, amount),
});

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

/** Each plane blurred with `low` minus the same blurred with `high`, float32: structures between both sizes, around 0. */
export const differenceOfGaussians = define({
  name: "differenceOfGaussians",
  summary: "Keeps structures between two sizes",
  params: parameters({
    low: lengthParameter({
      default: 1,
      minimum: 0,
      maximum: 500,
      description: "Standard deviation of the finer blur",
    }),
    high: lengthParameter({
      default: 4,
      minimum: 0.1,
      maximum: 500,
      description: "Standard deviation of the coarser blur",
    }),
  }),
  memoryFactor: 8,
  dtype: "float32",
  citation: "skimage.filters.difference_of_gaussians, mode 'reflect'",
  ofPlane: (plane, { low, high }) => differenceOf(plane, low, high),
});
