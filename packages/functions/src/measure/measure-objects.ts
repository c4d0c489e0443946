import { lengthParameter } from "@ohcs/context";
import { define, parameters } from "../define.ts";
import { stackInput } from "../stack/planes.ts";
import { featureColumns, measurement } from "./feature-columns.ts";
import { FEATURE_PARAMETERS, familiesParameter } from "./feature-parameters.ts";
import { measuredImages, measuredObjects, objectTable } from "./measured-objects.ts";
import { ringColumns } from "./ring-columns.ts";

/**
 * Features of the objects of one kind, nuclei, cells or others, under CellProfiler's names, in any number of named images.
 * The family `ring` are intensities in a ring around each object (`Ring_…`, pixels of other objects excluded), and the ratio of
 * both means (`Ratio_ObjectToRing_…`). Measure
 * raw or corrected images, never smoothed ones. `QC_Saturated_…` counts the object's saturated pixels: those with the
 * largest value of the source's sample type; null if unknown (sources of more than 16 bits or of floats) or if an
 * earlier step changed values. A camera that saturates below that value, such as 12 bits stored in 16, counts as 0.
 */
export const measureObjects = define({
  name: "measureObjects",
  version: "2.0.0",
  summary: "Measures every object in several images: shape, intensity, texture and more",
  params: parameters({
    features: familiesParameter(["shape", "intensity", "ring"], "ring"),
    ringInner: lengthParameter({
      default: 1,
      minimum: 0,
      description: "The ring is farther than this from the object",
    }),
    ringOuter: lengthParameter({
      default: 5,
      minimum: 1,
      maximum: 200,
      description: "The ring reaches up to this distance",
    }),
    ...FEATURE_PARAMETERS,
  }),
  inputs: {
    labels: { kind: "labels" },
    "*": { kind: "image", description: "Images to measure, by the name of columns" },
  },
  outputs: { objects: { kind: "table", counts: true, description: "One row per object" } },
  intensity: "preserves",
  exact: true,
  measures: ["intensity", "texture"],
  memoryFactor: 12,
  citation: "CellProfiler 4 and cp_measure (names, definitions); skimage.measure.regionprops; Haralick et al. 1973",
  run(inputs, { features, ringInner, ringOuter, ...options }, environment) {
    const images = measuredImages(inputs, environment, "labels");
    const objects = measuredObjects(stackInput(inputs, "labels"), images);
    const ring = features.includes("ring") ? ringColumns(objects, images, { inner: ringInner, outer: ringOuter }) : [];
    const columns = [...featureColumns(objects, measurement(images, features, options)), ...ring];
    return { outputs: { objects: objectTable(objects, columns) } };
  },
});
