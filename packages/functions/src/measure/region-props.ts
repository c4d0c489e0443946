import { define } from "../define.ts";
import { stackInput } from "../stack/planes.ts";
import { featureColumns, measurement } from "./feature-columns.ts";
import { DEFAULT_OPTIONS } from "./feature-parameters.ts";
import { measuredObjects, objectTable } from "./measured-objects.ts";

/**
 * Size, shape and intensities of every object of a label image, one row each, under CellProfiler's names, and its
 * saturated pixels as in `measureObjects`.
 */
export const regionProps = define({
  name: "regionProps",
  version: "2.0.0",
  summary: "Measures every object: size, shape, intensities",
  inputs: { image: { kind: "image" }, labels: { kind: "labels" } },
  outputs: { objects: { kind: "table", counts: true, description: "One row per object" } },
  intensity: "preserves",
  exact: true,
  measures: ["intensity"],
  memoryFactor: 8,
  citation: "skimage.measure.regionprops; names of CellProfiler 4",
  run(inputs, _, { saturation }) {
    const images = [{ name: "image", image: stackInput(inputs), saturation: saturation?.image ?? null }];
    const objects = measuredObjects(stackInput(inputs, "labels"), images);
    const columns = featureColumns(objects, measurement(images, ["shape", "intensity"], DEFAULT_OPTIONS));
    return { outputs: { objects: objectTable(objects, columns) } };
  },
});
