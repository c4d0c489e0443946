import { defineFunction } from "@ohcs/context";
import { segmentNuclei as segmented, withResultsIn } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { planeOf } from "../stack/planes.ts";
import { labelStack } from "./label-stack.ts";
import { NUCLEI_INPUTS, NucleiParameters, nucleiOptions } from "./nuclei-parameters.ts";
import { NUCLEI_OUTPUTS, qualityTable } from "./nuclei-quality.ts";

/**
 * Labels the nuclei of a fluorescence image, bright on dark, dense from 1. Foreground is at least `minContrast` robust
 * sigmas above the background: an image of a camera's noise has no objects and `QC_NoForeground` 1. An empty one whose background is
 * clipped, quantised, hazy or striped may have some: see `segmentNucleiByEdges`.
 * `QC_Saturated` counts the saturated pixels of the image, as `measureObjects` does those of objects.
 */
export const segmentNuclei = defineFunction({
  module: MODULE,
  name: "segmentNuclei",
  version: "1.2.0",
  summary: "Finds nuclei and parts those that touch",
  params: NucleiParameters,
  inputs: NUCLEI_INPUTS,
  outputs: NUCLEI_OUTPUTS,
  returnsImage: false,
  intensity: "perImage",
  memoryFactor: 24,
  citation: "Li and Tam 1998 (threshold); Soille and Ansoult 1990 (watershed)",
  run(inputs, parameters, { saturation, allocate }) {
    const image = stackInput(inputs);
    const plane = planeOf(image);
    const found = withResultsIn(allocate, () => segmented(plane, nucleiOptions(parameters, inputs)));
    const quality = qualityTable(found, plane, saturation?.image);
    return { outputs: { nuclei: labelStack(found.labels, image), quality } };
  },
});
