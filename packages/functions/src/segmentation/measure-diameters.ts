import type { Json } from "@ohcs/context";
import { countedBins, foregroundDiameters } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { define } from "../define.ts";
import { channelOf, type Sketch } from "../sketch/sketches.ts";
import { planeOf, stackInput } from "../stack/planes.ts";
import { NucleiParameters, thresholdOf } from "./nuclei-parameters.ts";

/** Counted diameters of the parts of an image's foreground; the first count is of `start × DIAMETER_STEP` px. */
export interface DiameterSketch extends Sketch {
  readonly sketch: "diameters";
  readonly start: number;
  readonly counts: readonly number[];
}

/** The resolution of diameters, px. */
export const DIAMETER_STEP = 0.1;

const PARAMETERS = ["sigma", "method", "log", "correction", "min", "max", "minContrast", "minArea"] as const;

/** The diameters of what stands out of an image's background, for `calculateDiameter`; with the parameters of `segmentNuclei`. */
export const measureDiameters = define({
  name: "measureDiameters",
  summary: "Measures diameters of nuclei, for one typical diameter of the whole plate",
  params: Type.Pick(NucleiParameters, [...PARAMETERS], { additionalProperties: false }),
  outputs: { diameters: { kind: "json", description: "Counts by diameter" } },
  returnsImage: false,
  intensity: "perImage",
  memoryFactor: 12,
  citation: "as segmentNuclei",
  run(inputs, parameters) {
    const image = stackInput(inputs);
    const { sigma, minArea } = parameters;
    const options = { sigma, minArea, threshold: thresholdOf(parameters) };
    const { start, counts } = countedBins(foregroundDiameters(planeOf(image), options), DIAMETER_STEP);
    const sketch: DiameterSketch = {
      sketch: "diameters",
      channel: channelOf(image.planes),
      start,
      counts: [...counts],
    };
    return { outputs: { diameters: sketch as unknown as Json } };
  },
});
