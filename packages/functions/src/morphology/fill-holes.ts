import { Type } from "@ohcs/context";
import { fillHoles as filled } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";

/** The mask of what is not 0, with its holes: background that no path of edge neighbours joins to the border of the image. */
export const fillHoles = define({
  name: "fillHoles",
  summary: "Fills the holes of a mask",
  params: parameters({
    maxArea: Type.Optional(Type.Number({ minimum: 1, description: "Larger holes stay open, px" })),
  }),
  intensity: "perImage",
  dtype: "float32",
  exact: true,
  memoryFactor: 6,
  citation: "scipy.ndimage.binary_fill_holes",
  ofPlane: (mask, { maxArea = Number.POSITIVE_INFINITY }) => filled(mask, { maxArea }),
});
