import { defineFunction } from "@ohcs/context";
import { opening as opened } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { FOOTPRINT_PARAMETERS, MORPHOLOGY_DECLARATION, throughFootprint } from "./footprint-parameters.ts";

/** Erosion, then dilation, same dtype: bright structures smaller than the footprint vanish. */
export const opening = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "opening",
  version: "1.0.0",
  summary: "Removes bright structures smaller than the footprint",
  params: FOOTPRINT_PARAMETERS,
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.opening",
  run: (inputs, footprint, environment) => ({
    image: throughFootprint(stackInput(inputs), footprint, opened, environment),
  }),
});
