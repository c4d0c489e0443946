import { defineFunction } from "@ohcs/context";
import { dilate as dilated } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { FOOTPRINT_PARAMETERS, MORPHOLOGY_DECLARATION, throughFootprint } from "./footprint-parameters.ts";

/** The largest value of the footprint around each pixel, same dtype: widens what is bright, and masks. */
export const dilate = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "dilate",
  version: "1.0.0",
  summary: "Largest value around each pixel",
  params: FOOTPRINT_PARAMETERS,
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.dilation",
  run: (inputs, footprint, environment) => ({
    image: throughFootprint(stackInput(inputs), footprint, dilated, environment),
  }),
});
