import type { Table } from "@ohcs/context";
import {
  countNuclei as counted,
  type Plane,
  type SegmentedNuclei,
  saturatedPixels,
  segmentNuclei as segmented,
  withResultsIn,
} from "@ohcs/kernels";
import { define } from "../define.ts";
import { labelStack, planeOf, stackInput } from "../stack/planes.ts";
import { NUCLEI_INPUTS, NucleiParameters, nucleiOptions } from "./nuclei-parameters.ts";

/** How many nuclei `segmentNuclei` finds, one row per image: `Count_Nuclei`, 0 in an empty image. */
export const countNuclei = define({
  name: "countNuclei",
  version: "2.1.0",
  summary: "Counts nuclei, image by image",
  params: NucleiParameters,
  inputs: NUCLEI_INPUTS,
  outputs: { counts: { kind: "table", counts: true, description: "One row per image" } },
  intensity: "perImage",
  exact: true,
  memoryFactor: 18,
  citation: "as segmentNuclei",
  run(inputs, parameters) {
    const count = counted(planeOf(stackInput(inputs)), nucleiOptions(parameters, inputs));
    return { outputs: { counts: { columns: ["Count_Nuclei"], rows: [[count]] } } };
  },
});

/** What segmentations of nuclei return. */
const NUCLEI_OUTPUTS = {
  nuclei: { kind: "labels" },
  quality: { kind: "table", description: "One row per image: count, threshold, background, noise, saturated pixels" },
} as const;

/**
 * Labels the nuclei of a fluorescence image, bright on dark, dense from 1, by their edges. Scales follow the typical `diameter`, µm
 * or px, measured in each image unless it is given. Nuclei too dim for the threshold are found where they stand alone at half of it. An empty image has no objects and `QC_NoForeground` 1, also where its background is
 * clipped, quantised, hazy or striped. `QC_Saturated` counts the saturated pixels of the image, as `measureObjects` does those
 * of objects.
 */
export const segmentNuclei = define({
  name: "segmentNuclei",
  version: "2.1.0",
  summary: "Finds nuclei by their edges and parts those that touch",
  params: NucleiParameters,
  inputs: NUCLEI_INPUTS,
  outputs: NUCLEI_OUTPUTS,
  intensity: "perImage",
  exact: true,
  memoryFactor: 18,
  citation: "Li and Tam 1998 (threshold); Marr and Hildreth 1980 (edges); Soille and Ansoult 1990 (watershed)",
  run(inputs, parameters, { saturation, allocate }) {
    const image = stackInput(inputs);
    const plane = planeOf(image);
    const found = withResultsIn(allocate, () => segmented(plane, nucleiOptions(parameters, inputs)));
    const quality = qualityTable(found, plane, saturation?.image);
    return { outputs: { nuclei: labelStack(found.labels, image), quality } };
  },
});

/** The quality of one image: `largest` is the value of saturated samples, where that is known. */
function qualityTable({ count, noForeground, threshold }: SegmentedNuclei, plane: Plane, largest?: number): Table {
  const row = {
    Segmentation_Count: count,
    QC_NoForeground: noForeground ? 1 : 0,
    QC_Saturated: largest === undefined ? null : saturatedPixels(plane.data, largest),
    Segmentation_Threshold: threshold.threshold,
    Segmentation_Background: threshold.level,
    Segmentation_Noise: threshold.sigma,
  };
  return { columns: Object.keys(row), rows: [Object.values(row)] };
}
