import { defineFunction, lengthParameter } from "@ohcs/context";
import { unsharpMask as sharpened } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";

/** Each plane plus `amount` × its difference from itself blurred with `sigma`, float32: for looking at, not for measuring. */
export const unsharpMask = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "unsharpMask",
  version: "1.0.0",
  summary: "Sharpens what is finer than sigma",
  params: Type.Object(
    {
      sigma: lengthParameter({ default: 2, minimum: 0, maximum: 500, description: "Standard deviation of the blur" }),
      amount: Type.Number({ default: 1, description: "Weight of the difference" }),
    },
    { additionalProperties: false },
  ),
  dtype: "float32",
  citation: "skimage.filters.unsharp_mask, preserve_range",
  run: (inputs, { sigma, amount }, environment) => ({
    image: mapPlanes(stackInput(inputs), (plane) => sharpened(plane, sigma, amount), environment),
  }),
});
