import { defineFunction } from "@ohcs/context";
import { fillHoles as filled } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";

/** The mask of what is not 0, with its holes: background that no path of edge neighbours joins to the border of the image. */
export const fillHoles = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "fillHoles",
  version: "1.0.0",
  summary: "Fills the holes of a mask",
  params: Type.Object(
    { maxArea: Type.Optional(Type.Number({ minimum: 1, description: "Larger holes stay open, px" })) },
    { additionalProperties: false },
  ),
  intensity: "perImage",
  dtype: "float32",
  exact: true,
  memoryFactor: 6,
  citation: "scipy.ndimage.binary_fill_holes",
  run: (inputs, { maxArea = Number.POSITIVE_INFINITY }, environment) => ({
    image: mapPlanes(stackInput(inputs), (mask) => filled(mask, { maxArea }), environment),
  }),
});
