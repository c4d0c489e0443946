import { defineFold, type FunctionNotice, type Json, NO_PARAMETERS, Type } from "@ohcs/context";
import { addBins, type CountedBins, countedBins, foregroundDiameters, typicalDiameter } from "@ohcs/kernels";
import { define, MODULE } from "../define.ts";
import { channelOf, type Sketch, sketchesIn } from "../sketch/sketches.ts";
import { jsonInput, planeOf, stackInput } from "../stack/planes.ts";
import { NucleiParameters, type PlateDiameter, thresholdOf } from "./nuclei-parameters.ts";

/** Counted diameters of the parts of an image's foreground; the first count is of `start × DIAMETER_STEP` px. */
export interface DiameterSketch extends Sketch {
  readonly sketch: "diameters";
  readonly start: number;
  readonly counts: readonly number[];
}

/** The resolution of diameters, px. */
const DIAMETER_STEP = 0.1;

const PARAMETERS = ["sigma", "method", "log", "correction", "min", "max", "minContrast", "minArea"] as const;

/** The diameters of what stands out of an image's background, for `calculateDiameter`; with the parameters of `segmentNuclei`. */
export const measureDiameters = define({
  name: "measureDiameters",
  summary: "Measures diameters of nuclei, for one typical diameter of the whole plate",
  params: Type.Pick(NucleiParameters, [...PARAMETERS], { additionalProperties: false }),
  outputs: { diameters: { kind: "json", description: "Counts by diameter" } },
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

type Totals = ReadonlyMap<string, CountedBins>;

/**
 * The diameter of a typical nucleus over all wells, one for each channel: the median of all objects, without specks. A well with a
 * handful of objects hardly changes it, and is segmented at the scale of the others.
 */
export const calculateDiameter = defineFold({
  module: MODULE,
  takesViews: true,
  name: "calculateDiameter",
  version: "1.0.0",
  summary: "Finds the diameter of a typical nucleus over all wells",
  params: NO_PARAMETERS,
  inputs: { diameters: { kind: "json", description: "Counts of `measureDiameters`" } },
  outputs: { diameter: { kind: "json", description: "Channel → its typical diameter, px" } },
  citation: "",
  empty: (): Totals => new Map(),
  add(totals, inputs) {
    const sketches = sketchesIn<DiameterSketch>(jsonInput(inputs, "diameters"), "diameters");
    return sketches.reduce<Totals>((sum, { channel, start, counts }) => {
      return withBins(sum, channel, { start, counts: Float64Array.from(counts) });
    }, totals);
  },
  merge: (before, after) => [...after].reduce((sum, [channel, bins]) => withBins(sum, channel, bins), before),
  finish(totals) {
    const channels = [...totals.keys()].toSorted().map((channel) => {
      const diameters = diametersIn(totals.get(channel));
      return [channel, { diameter: typicalDiameter(diameters), objects: diameters.length }] as const;
    });
    return {
      outputs: { diameter: { channels: Object.fromEntries(channels) } as Json },
      notices: channels.map(([channel, found]) => noticeOf(channel, found)),
    };
  },
});

function withBins(totals: Totals, channel: string, bins: CountedBins): Totals {
  const known = totals.get(channel);
  return new Map(totals).set(channel, known === undefined ? bins : addBins(known, bins));
}

function diametersIn({ start, counts }: CountedBins = { start: 0, counts: new Float64Array(0) }): Float64Array {
  const all = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
  let next = 0;
  counts.forEach((count, i) => {
    // Tenths as they are written: 21.3, not 21.3 and a rounding error.
    all.fill(Math.round(start + i) / Math.round(1 / DIAMETER_STEP), next, next + count);
    next += count;
  });
  return all;
}

function noticeOf(channel: string, { diameter, objects }: PlateDiameter): FunctionNotice {
  const where = channel === "" ? "" : ` in channel ${channel}`;
  return {
    severity: "note",
    code: "PLATE_DIAMETER",
    message:
      objects === 0
        ? `No image of the plate shows nuclei${where}: their diameter is estimated from each image`
        : `A typical nucleus${where} measures ${diameter} px across, over ${objects} objects of the plate`,
  };
}
