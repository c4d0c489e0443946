import { defineFunction, type Json, NO_PARAMETERS } from "@ohcs/context";
import { correctIllumination as corrected } from "../kernels/illumination/correct-illumination.ts";
import { MODULE } from "../module-name.ts";
import { forChannel } from "../sketch/sketches.ts";
import { jsonInput, stackInput } from "../stack/inputs.ts";
import { planesOf, stackOf } from "../stack/planes.ts";
import type { IlluminationFunction } from "./calculate-illumination.ts";

/**
 * Each plane divided by the illumination function of its channel, the same for the whole plate: intensities of different
 * places in an image compare afterwards, those of different images still do.
 */
export const correctIllumination = defineFunction({
  module: MODULE,
  name: "correctIllumination",
  version: "1.0.0",
  summary: "Divides by the illumination function of the plate",
  params: NO_PARAMETERS,
  inputs: {
    image: { kind: "image" },
    illumination: { kind: "json", description: "Artifact of `calculateIllumination`" },
  },
  intensity: "affine",
  memoryFactor: 2,
  citation: "CellProfiler CorrectIlluminationApply (divide)",
  run(inputs) {
    const image = stackInput(inputs);
    const [value] = jsonInput(inputs, "illumination").values;
    const { channels } = value as Json & { readonly channels: Readonly<Record<string, IlluminationFunction>> };
    const planes = planesOf(image).map((plane, i) => {
      const { blockSize, ...found } = forChannel(channels, image.planes[i]?.channel ?? "", "an illumination function");
      const size = { height: Math.ceil(found.height / blockSize), width: Math.ceil(found.width / blockSize) };
      return corrected(plane, { ...size, data: Float32Array.from(found.values) }, blockSize);
    });
    return { image: stackOf(planes, image) };
  },
});
