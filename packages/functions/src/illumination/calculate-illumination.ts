import { defineFold, type Json, lengthParameter, Type } from "@ohcs/context";
import { blockSizes, illuminationFunction } from "@ohcs/kernels";
import { MODULE, parameters } from "../define.ts";
import { fail } from "../errors.ts";
import { sketchesIn } from "../sketch/sketches.ts";
import { jsonInput } from "../stack/planes.ts";
import type { IlluminationSketch } from "./measure-illumination.ts";

/** An illumination function of one channel, one value per block, 1 on average. */
export interface IlluminationFunction {
  readonly height: number;
  readonly width: number;
  readonly blockSize: number;
  /** How many planes it was estimated from. */
  readonly planes: number;
  /** Row by row. */
  readonly values: readonly number[];
}

type Shape = Omit<IlluminationSketch, "sums" | "planes" | "sketch">;
type Total = Shape & { readonly planes: number; readonly sums: Float64Array };
type Totals = ReadonlyMap<string, Total>;

/**
 * The illumination functions of a plate, one for each channel: the mean of all planes of all wells, smoothed and divided by
 * its own mean. Its memory does not depend on the number of wells.
 */
export const calculateIllumination = defineFold({
  module: MODULE,
  takesViews: true,
  name: "calculateIllumination",
  version: "1.0.0",
  summary: "Estimates how unevenly each channel is lit, from all wells",
  params: parameters({
    sigma: lengthParameter({ default: 50, minimum: 0, maximum: 2000, description: "Smoothing; larger than objects" }),
    minimum: Type.Number({
      default: 0.05,
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      description: "Lowest value, as a fraction of the mean",
    }),
  }),
  inputs: { illumination: { kind: "json", description: "Block sums of `measureIllumination`" } },
  outputs: { illumination: { kind: "json", description: "Channel → its illumination function" } },
  citation: "CellProfiler CorrectIlluminationCalculate (regular, all images)",
  empty: (): Totals => new Map(),
  add(totals, inputs) {
    const sketches = sketchesIn<IlluminationSketch>(jsonInput(inputs, "illumination"), "illumination");
    return sketches.reduce<Totals>((sum, sketch) => {
      return withTotal(sum, { ...sketch, sums: Float64Array.from(sketch.sums) });
    }, totals);
  },
  merge: (before, after) => [...after.values()].reduce(withTotal, before),
  finish: (totals, { sigma, minimum }) => {
    const channels = [...totals.keys()].toSorted().flatMap((channel) => {
      const total = totals.get(channel);
      return total === undefined ? [] : [[channel, functionOf(total, sigma, minimum)] as const];
    });
    return { outputs: { illumination: { channels: Object.fromEntries(channels) } as unknown as Json } };
  },
});

function withTotal(totals: Totals, added: Total): Totals {
  const { channel } = added;
  const known = totals.get(channel);
  if (known === undefined) return new Map(totals).set(channel, added);
  if (known.height !== added.height || known.width !== added.width || known.blockSize !== added.blockSize)
    throw fail(
      "PLANE_SHAPE_MISMATCH",
      `Cannot average planes: expected ${known.height} × ${known.width} px, got ${added.height} × ${added.width} px`,
    );
  const sums = known.sums.map((value, i) => value + (added.sums[i] ?? 0));
  return new Map(totals).set(channel, { ...known, planes: known.planes + added.planes, sums });
}

function functionOf(
  { height, width, blockSize, planes, sums }: Total,
  sigma: number,
  minimum: number,
): IlluminationFunction {
  const sizes = blockSizes(blockSize, height, width);
  const data = sums.map((sum, i) => sum / (planes * (sizes[i] ?? 1)));
  const mean = { data, height: Math.ceil(height / blockSize), width: Math.ceil(width / blockSize) };
  const found = illuminationFunction(mean, { sigma: sigma / blockSize, minimum });
  return { height, width, blockSize, planes, values: [...found.data] };
}
