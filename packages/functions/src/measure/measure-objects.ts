import { defineFunction, lengthParameter } from "@ohcs/context";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { otherImages, stackInput } from "../stack/inputs.ts";
import { objectTable } from "./object-table.ts";

const Compartment = Type.Union([Type.Literal("nuclei"), Type.Literal("ring")]);

/**
 * Size and shape of every object, and its intensities in any number of named images: inside the object, in a ring
 * around it (`Ring_…`, pixels of other objects excluded), and the ratio of both means (`Ratio_ObjectToRing_…`). Measure
 * raw or corrected images, never smoothed ones. `QC_Saturated_…` counts the object's saturated pixels: those with the
 * largest value of the source's sample type; null if unknown (sources of more than 16 bits or of floats) or if an
 * earlier step changed values. A camera that saturates below that value, such as 12 bits stored in 16, counts as 0.
 */
export const measureObjects = defineFunction({
  module: MODULE,
  name: "measureObjects",
  version: "1.2.0",
  summary: "Measures every object in several images, with a ring around it",
  params: Type.Object(
    {
      compartments: Type.Array(Compartment, {
        default: ["nuclei", "ring"],
        minItems: 1,
        uniqueItems: true,
        description: "Where intensities are measured: inside the object, and in the ring around it",
      }),
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
    },
    { additionalProperties: false },
  ),
  inputs: {
    labels: { kind: "labels" },
    "*": { kind: "image", description: "Images to measure, by the name of columns" },
  },
  outputs: { objects: { kind: "table", counts: true, description: "One row per object" } },
  returnsImage: false,
  intensity: "preserves",
  exact: true,
  measures: ["intensity"],
  memoryFactor: 8,
  citation: "skimage.measure.regionprops, skimage.segmentation.expand_labels; names of CellProfiler 4",
  run(inputs, { compartments, ringInner, ringOuter }, { saturation = {} }) {
    const ring = compartments.includes("ring") ? { inner: ringInner, outer: ringOuter } : null;
    const images = otherImages(inputs, "labels").map(([name, image]) => {
      return { name, image, saturation: saturation[name] ?? null };
    });
    const objects = objectTable(stackInput(inputs, "labels"), images, ring);
    return { outputs: { objects } };
  },
});
