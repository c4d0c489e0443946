import { defineFold, type Json, Type } from "@ohcs/context";
import { addBins, type CountedBins, crossEntropyOfHistogram, histogramOfBins, otsuOfHistogram } from "@ohcs/kernels";
import { MODULE, parameters } from "../define.ts";
import { fail } from "../errors.ts";
import { sketchesIn } from "../sketch/sketches.ts";
import { jsonInput } from "../stack/planes.ts";
import type { HistogramSketch } from "./measure-histogram.ts";

/** The threshold of one channel, found over all wells. */
export interface PlateThreshold {
  /** Foreground is above it. */
  readonly threshold: number;
  /** How many samples it was found from. */
  readonly samples: number;
}

/** Summed histograms by channel, and their bin width; null before the first. */
interface Totals {
  readonly binWidth: number | null;
  readonly channels: ReadonlyMap<string, CountedBins>;
}

/** One threshold per channel for the whole plate, from the intensities of all wells together. */
export const calculateThreshold = defineFold({
  module: MODULE,
  takesViews: true,
  name: "calculateThreshold",
  version: "1.0.0",
  summary: "Finds a threshold per channel over all wells",
  params: parameters({
    method: Type.Union([Type.Literal("otsu"), Type.Literal("minimumCrossEntropy")], {
      default: "otsu",
      description: "Method of finding the threshold",
    }),
  }),
  inputs: { histogram: { kind: "json", description: "Counts of `measureHistogram`" } },
  outputs: { threshold: { kind: "json", description: "Channel → its threshold" } },
  citation: "skimage.filters.threshold_otsu, threshold_li, on pooled samples",
  empty: (): Totals => ({ binWidth: null, channels: new Map() }),
  add(totals, inputs) {
    const sketches = sketchesIn<HistogramSketch>(jsonInput(inputs, "histogram"), "histogram");
    return sketches.reduce((sum, { channel, binWidth, start, counts }) => {
      const channels = new Map([[channel, { start, counts: Float64Array.from(counts) }]]);
      return joined(sum, { binWidth, channels });
    }, totals);
  },
  merge: joined,
  finish({ binWidth, channels }, { method }) {
    const found = [...channels.keys()].toSorted().map((channel) => {
      const bins = channels.get(channel) ?? { start: 0, counts: new Float64Array(0) };
      const histogram = histogramOfBins(bins, binWidth ?? 1);
      const threshold =
        method === "otsu" ? otsuOfHistogram(histogram) : crossEntropyOfHistogram(histogram, 0.5 * (binWidth ?? 1));
      return [channel, { threshold, samples: bins.counts.reduce((sum, count) => sum + count, 0) }] as const;
    });
    return { outputs: { threshold: { method, channels: Object.fromEntries(found) } as Json } };
  },
});

function joined(before: Totals, after: Totals): Totals {
  if (after.binWidth === null) return before;
  if (before.binWidth !== null && before.binWidth !== after.binWidth)
    throw fail(
      "INPUT_INVALID",
      `Cannot add histograms: expected bins of ${before.binWidth}, got bins of ${after.binWidth}`,
    );
  const channels = new Map(before.channels);
  for (const [channel, bins] of after.channels) {
    const known = channels.get(channel);
    channels.set(channel, known === undefined ? bins : addBins(known, bins));
  }
  return { binWidth: after.binWidth, channels };
}
