import { defineFunction } from "@ohcs/context";
import { blackTopHat as topHatOf } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { FOOTPRINT_PARAMETERS, MORPHOLOGY_DECLARATION, throughFootprint } from "./footprint-parameters.ts";

/** Each plane's closing minus the plane, same dtype: dark structures smaller than the footprint remain, bright. */
export const blackTopHat = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "blackTopHat",
  version: "1.0.0",
  summary: "Keeps dark structures smaller than the footprint",
  params: FOOTPRINT_PARAMETERS,
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.black_tophat",
  run: (inputs, footprint, environment) => ({
    image: throughFootprint(stackInput(inputs), footprint, topHatOf, environment),
  }),
});
