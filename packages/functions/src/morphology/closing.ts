import { defineFunction } from "@ohcs/context";
import { closing as closed } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { FOOTPRINT_PARAMETERS, MORPHOLOGY_DECLARATION, throughFootprint } from "./footprint-parameters.ts";

/** Dilation, then erosion, same dtype: dark structures smaller than the footprint vanish. */
export const closing = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "closing",
  version: "1.0.0",
  summary: "Removes dark structures smaller than the footprint",
  params: FOOTPRINT_PARAMETERS,
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.closing",
  run: (inputs, footprint, environment) => ({
    image: throughFootprint(stackInput(inputs), footprint, closed, environment),
  }),
});
