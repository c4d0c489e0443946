import { defineFunction, type Table } from "@ohcs/context";
import { type SegmentedNuclei, saturatedPixels, segmentNuclei as segmented } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { planeOf } from "../stack/planes.ts";
import { labelStack } from "./label-stack.ts";
import { NUCLEI_INPUTS, NucleiParameters, nucleiOptions } from "./nuclei-parameters.ts";

/**
 * Labels the nuclei of a fluorescence image, bright on dark, dense from 1. Foreground is at least `minContrast` robust
 * sigmas above the background and has edges: an empty image has no objects and `QC_NoForeground` 1. Scales follow the
 * typical `diameter`, µm or px, measured in each image unless it is given.
 * `QC_Saturated` counts the saturated pixels of the image, as `measureObjects` does those of objects.
 */
export const segmentNuclei = defineFunction({
  module: MODULE,
  name: "segmentNuclei",
  version: "2.0.0",
  summary: "Finds nuclei and parts those that touch",
  params: NucleiParameters,
  inputs: NUCLEI_INPUTS,
  outputs: {
    nuclei: { kind: "labels" },
    quality: { kind: "table", description: "One row per image: count, threshold, background, noise, saturated pixels" },
  },
  returnsImage: false,
  intensity: "perImage",
  memoryFactor: 28,
  citation: "Li and Tam 1998 (threshold); Marr and Hildreth 1980 (edges); Soille and Ansoult 1990 (watershed)",
  run(inputs, parameters, { saturation }) {
    const image = stackInput(inputs);
    const plane = planeOf(image);
    const found = segmented(plane, nucleiOptions(parameters, inputs));
    const largest = saturation?.image;
    const saturated = largest === undefined ? null : saturatedPixels(plane.data, largest);
    return { outputs: { nuclei: labelStack(found.labels, image), quality: qualityTable(found, saturated) } };
  },
});

function qualityTable({ count, noForeground, threshold }: SegmentedNuclei, saturated: number | null): Table {
  const row = {
    Segmentation_Count: count,
    QC_NoForeground: noForeground ? 1 : 0,
    QC_Saturated: saturated,
    Segmentation_Threshold: threshold.threshold,
    Segmentation_Background: threshold.level,
    Segmentation_Noise: threshold.sigma,
  };
  return { columns: Object.keys(row), rows: [Object.values(row)] };
}
