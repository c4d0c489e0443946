import { sobel as edgesOf } from "@ohcs/kernels";
import { define } from "../define.ts";

/** The strength of edges in each plane, float32, in intensity per px. */
export const sobel = define({
  name: "sobel",
  summary: "Strength of edges",
  dtype: "float32",
  citation: "skimage.filters.sobel",
  ofPlane: (plane) => edgesOf(plane),
});
