import { lengthParameter } from "@ohcs/context";
import { unsharpMask as sharpened } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { define, parameters } from "../define.ts";

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
