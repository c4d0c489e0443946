import { defineFunction } from "@ohcs/context";
import { openingByReconstruction as opened } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { FOOTPRINT_PARAMETERS, MORPHOLOGY_DECLARATION, throughFootprint } from "./footprint-parameters.ts";

/**
 * Erosion, then reconstruction under the plane, same dtype: bright structures smaller than the footprint vanish, and all others keep
 * their exact outlines, where `opening` rounds them off.
 */
export const openingByReconstruction = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "openingByReconstruction",
  version: "1.0.0",
  summary: "Removes small bright structures, keeps outlines",
  params: FOOTPRINT_PARAMETERS,
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.reconstruction(erosion(image), image); Vincent 1993",
  run: (inputs, footprint, environment) => ({
    image: throughFootprint(stackInput(inputs), footprint, opened, environment),
  }),
});
