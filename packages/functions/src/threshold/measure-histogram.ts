import { type Json, Type } from "@ohcs/context";
import { addBins, countedBins } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { channelOf, type Sketch } from "../sketch/sketches.ts";
import { planesOf, stackInput } from "../stack/planes.ts";

/** Counted intensities of planes of one channel; the first count is of `start × binWidth`. */
export interface HistogramSketch extends Sketch {
  readonly sketch: "histogram";
  readonly binWidth: number;
  readonly start: number;
  readonly counts: readonly number[];
}

/** Counts the intensities of a well, as input of `calculateThreshold`. Takes all sites at once. */
export const measureHistogram = define({
  name: "measureHistogram",
  summary: "Counts intensities, for a threshold of the whole plate",
  params: parameters({
    binWidth: Type.Number({
      default: 1,
      exclusiveMinimum: 0,
      description: "Intensities that count as one; 1 is exact for integers, choose less for normalised images",
    }),
  }),
  contract: "3d",
  over: ["site", "timepoint", "zIndex"],
  outputs: { histogram: { kind: "json", description: "Counts by intensity" } },
  exact: true,
  memoryFactor: 1,
  citation: "numpy.bincount",
  run(inputs, { binWidth }) {
    const image = stackInput(inputs);
    const { start, counts } = planesOf(image)
      .map(({ data }) => countedBins(data, binWidth))
      .reduce(addBins);
    const sketch: HistogramSketch = {
      sketch: "histogram",
      channel: channelOf(image.planes),
      binWidth,
      start,
      counts: [...counts],
    };
    return { outputs: { histogram: sketch as unknown as Json } };
  },
});
