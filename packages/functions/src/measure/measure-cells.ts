import { define, parameters } from "../define.ts";
import { stackInput } from "../stack/planes.ts";
import { featureColumns, measurement } from "./feature-columns.ts";
import { FEATURE_PARAMETERS, familiesParameter } from "./feature-parameters.ts";
import { measuredImages, measuredObjects } from "./measured-objects.ts";
import { type Compartment, singleCells } from "./single-cells.ts";

/** Compartments within cells, in the order of columns. */
const WITHIN = ["nuclei", "cytoplasm"] as const;

/**
 * One row per cell: features of the cell, of its nucleus and of its cytoplasm in any number of named images, prefixed `Cells_`,
 * `Nuclei_` and `Cytoplasm_` as pycytominer and CytoTable read them, all else `Metadata_` but `ObjectNumber`, the label of the cell. A nucleus belongs to the cell that
 * covers most of it; of several the largest is measured, and `Metadata_Nuclei_Count` is their number. What a cell lacks is null.
 * With intensities of both, `Cells_Ratio_NucleiToCytoplasm_<image>` measures how much of a protein is in the nucleus.
 */
export const measureCells = define({
  name: "measureCells",
  summary: "One row per cell with the features of its compartments, as pycytominer reads",
  params: parameters({
    features: familiesParameter([
      "shape",
      "zernike",
      "intensity",
      "texture",
      "granularity",
      "radialDistribution",
      "neighbors",
      "correlation",
    ]),
    ...FEATURE_PARAMETERS,
  }),
  inputs: {
    cells: { kind: "labels" },
    nuclei: { kind: "labels", optional: true },
    cytoplasm: { kind: "labels", optional: true },
    "*": { kind: "image", description: "Images to measure, by the name of columns" },
  },
  outputs: { singleCells: { kind: "table", counts: true, description: "One row per cell" } },
  intensity: "preserves",
  exact: true,
  measures: ["intensity", "texture"],
  memoryFactor: 16,
  citation: "CellProfiler 4 and cp_measure (names, definitions); pycytominer (shape of the table)",
  run(inputs, { features, ...options }, environment) {
    const images = measuredImages(inputs, environment, "cells", ...WITHIN);
    const what = measurement(images, features, options);
    const measured = (name: string): Compartment => {
      const objects = measuredObjects(stackInput(inputs, name), images);
      const columns = featureColumns(objects, what);
      return { name: name.charAt(0).toUpperCase() + name.slice(1), objects, columns };
    };
    const within = WITHIN.filter((name) => inputs[name] !== undefined).map(measured);
    return { outputs: { singleCells: singleCells(measured("cells"), within) } };
  },
});
