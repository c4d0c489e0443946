import { defineFunction } from "@ohcs/context";
import { erode as eroded } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { FOOTPRINT_PARAMETERS, MORPHOLOGY_DECLARATION, throughFootprint } from "./footprint-parameters.ts";

/** The smallest value of the footprint around each pixel, same dtype: shrinks what is bright, and masks. */
export const erode = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "erode",
  version: "1.0.0",
  summary: "Smallest value around each pixel",
  params: FOOTPRINT_PARAMETERS,
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.erosion",
  run: (inputs, footprint, environment) => ({
    image: throughFootprint(stackInput(inputs), footprint, eroded, environment),
  }),
});
