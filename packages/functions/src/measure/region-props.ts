import { defineFunction, NO_PARAMETERS } from "@ohcs/context";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { objectTable } from "./object-table.ts";

/**
 * Size, shape and intensities of every object of a label image, one row each, under CellProfiler's names, and its
 * saturated pixels as in `measureObjects`.
 */
export const regionProps = defineFunction({
  module: MODULE,
  name: "regionProps",
  version: "1.2.0",
  summary: "Measures every object: size, shape, intensities",
  params: NO_PARAMETERS,
  inputs: { image: { kind: "image" }, labels: { kind: "labels" } },
  outputs: { objects: { kind: "table", counts: true, description: "One row per object" } },
  returnsImage: false,
  intensity: "preserves",
  exact: true,
  measures: ["intensity"],
  memoryFactor: 8,
  citation: "skimage.measure.regionprops",
  run(inputs, _, { saturation }) {
    const image = { name: "image", image: stackInput(inputs), saturation: saturation?.image ?? null };
    const objects = objectTable(stackInput(inputs, "labels"), [image], null);
    return { outputs: { objects } };
  },
});
