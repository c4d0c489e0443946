import { countNuclei as counted } from "@ohcs/kernels";
import { define } from "../define.ts";
import { planeOf, stackInput } from "../stack/planes.ts";
import { NUCLEI_INPUTS, NucleiParameters, nucleiOptions } from "./nuclei-parameters.ts";

/** How many nuclei `segmentNuclei` finds, one row per image: `Count_Nuclei`, 0 in an empty image. */
export const countNuclei = define({
  name: "countNuclei",
  version: "2.1.0",
  summary: "Counts nuclei, image by image",
  params: NucleiParameters,
  inputs: NUCLEI_INPUTS,
  outputs: { counts: { kind: "table", counts: true, description: "One row per image" } },
  returnsImage: false,
  intensity: "perImage",
  exact: true,
  memoryFactor: 18,
  citation: "as segmentNuclei",
  run(inputs, parameters) {
    const count = counted(planeOf(stackInput(inputs)), nucleiOptions(parameters, inputs));
    return { outputs: { counts: { columns: ["Count_Nuclei"], rows: [[count]] } } };
  },
});
