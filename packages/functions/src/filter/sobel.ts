import { defineFunction, NO_PARAMETERS } from "@ohcs/context";
import { sobel as edgesOf } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";

/** The strength of edges in each plane, float32, in intensity per px. */
export const sobel = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "sobel",
  version: "1.0.0",
  summary: "Strength of edges",
  params: NO_PARAMETERS,
  dtype: "float32",
  citation: "skimage.filters.sobel",
  run: (inputs, _, environment) => ({ image: mapPlanes(stackInput(inputs), edgesOf, environment) }),
});
