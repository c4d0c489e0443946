import { defineFunction, lengthParameter } from "@ohcs/context";
import { Type } from "@sinclair/typebox";
import { subtractBackground as subtracted } from "../kernels/background/subtract-background.ts";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";

/**
 * Each plane minus its slowly varying background (a smoothed morphological opening on averaged blocks), float32.
 * The radius must exceed that of the largest object.
 */
export const subtractBackground = defineFunction({
  module: MODULE,
  name: "subtractBackground",
  version: "1.0.0",
  summary: "Subtracts the slowly varying background",
  params: Type.Object(
    { radius: lengthParameter({ default: 50, minimum: 1, maximum: 2000, description: "Larger than any object" }) },
    { additionalProperties: false },
  ),
  intensity: "affine",
  memoryFactor: 4,
  citation: "skimage.morphology.opening and scipy.ndimage.gaussian_filter, see tools/parity",
  run: (inputs, { radius }) => ({ image: mapPlanes(stackInput(inputs), (plane) => subtracted(plane, radius)) }),
});
