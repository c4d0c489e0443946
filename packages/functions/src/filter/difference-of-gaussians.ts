import { lengthParameter } from "@ohcs/context";
import { differenceOfGaussians as differenceOf } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";

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
