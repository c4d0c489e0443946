import { defineFunction, lengthParameter } from "@ohcs/context";
import { differenceOfGaussians as differenceOf } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";

/** Each plane blurred with `low` minus the same blurred with `high`, float32: structures between both sizes, around 0. */
export const differenceOfGaussians = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "differenceOfGaussians",
  version: "1.0.0",
  summary: "Keeps structures between two sizes",
  params: Type.Object(
    {
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
    },
    { additionalProperties: false },
  ),
  memoryFactor: 8,
  dtype: "float32",
  citation: "skimage.filters.difference_of_gaussians, mode 'reflect'",
  run: (inputs, { low, high }, environment) => ({
    image: mapPlanes(stackInput(inputs), (plane) => differenceOf(plane, low, high), environment),
  }),
});
