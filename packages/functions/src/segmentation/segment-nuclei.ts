import { defineFunction, type Table } from "@ohcs/context";
import { type SegmentedNuclei, segmentNuclei as segmented } from "../kernels/segmentation/segment-nuclei.ts";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { planeOf } from "../stack/planes.ts";
import { labelStack } from "./label-stack.ts";
import { NUCLEI_INPUTS, NucleiParameters, nucleiOptions } from "./nuclei-parameters.ts";

/**
 * Labels the nuclei of a fluorescence image, bright on dark, dense from 1. Foreground stands at least `minContrast`
 * robust sigmas above the background: an empty image has no objects and `QC_NoForeground` 1, never objects of noise.
 */
export const segmentNuclei = defineFunction({
  module: MODULE,
  name: "segmentNuclei",
  version: "1.1.0",
  summary: "Finds nuclei and parts those that touch",
  params: NucleiParameters,
  inputs: NUCLEI_INPUTS,
  outputs: {
    nuclei: { kind: "labels" },
    quality: { kind: "table", description: "One row per image: count, threshold, background, noise" },
  },
  returnsImage: false,
  intensity: "perImage",
  memoryFactor: 24,
  citation: "Li and Tam 1998 (threshold); Soille and Ansoult 1990 (watershed)",
  run(inputs, parameters) {
    const image = stackInput(inputs);
    const found = segmented(planeOf(image), nucleiOptions(parameters, inputs));
    return { outputs: { nuclei: labelStack(found.labels, image), quality: qualityTable(found) } };
  },
});

function qualityTable({ count, noForeground, threshold }: SegmentedNuclei): Table {
  const row = {
    Segmentation_Count: count,
    QC_NoForeground: noForeground ? 1 : 0,
    Segmentation_Threshold: threshold.threshold,
    Segmentation_Background: threshold.level,
    Segmentation_Noise: threshold.sigma,
  };
  return { columns: Object.keys(row), rows: [Object.values(row)] };
}
