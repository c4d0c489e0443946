import { type FunctionInputs, type Json, lengthParameter, type Static, Type } from "@ohcs/context";
import type { SegmentNucleiOptions, ThresholdOptions } from "@ohcs/kernels";
import { parameters } from "../define.ts";
import { fail } from "../errors.ts";
import { channelOf, forChannel } from "../sketch/sketches.ts";
import { jsonInput, stackInput } from "../stack/planes.ts";
import type { PlateThreshold } from "../threshold/calculate-threshold.ts";

const Method = Type.Union([Type.Literal("minimumCrossEntropy"), Type.Literal("otsu")], {
  default: "minimumCrossEntropy",
  description: "Method of finding the threshold",
});

/** The parameters of `segmentNuclei` and `countNuclei`. */
export const NucleiParameters = parameters({
  sigma: lengthParameter({ default: 1, minimum: 0, maximum: 50, description: "Smoothing before everything else" }),
  diameter: Type.Optional(
    Type.Union([lengthParameter({ minimum: 1 }), Type.Literal("plate")], {
      description:
        "Diameter of a typical nucleus; 'plate': that of the plate, from input 'diameter'; by default estimated from each image",
    }),
  ),
  method: Method,
  scope: Type.Union([Type.Literal("image"), Type.Literal("plate")], {
    default: "image",
    description: "Scope of the threshold: each image, or the plate, as input 'threshold'",
  }),
  log: Type.Boolean({ default: false, description: "Threshold logarithms: finds dim beside bright nuclei" }),
  correction: Type.Number({ default: 0.7, minimum: 0, description: "Factor on the threshold above the background" }),
  min: Type.Optional(Type.Number({ description: "Lowest threshold, intensity" })),
  max: Type.Optional(Type.Number({ description: "Highest threshold, intensity; the contrast floor still applies" })),
  minContrast: Type.Number({
    default: 5,
    minimum: 0,
    description: "Robust sigmas of the noise above the background",
  }),
  border: Type.Number({
    default: 0.3,
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    description:
      "Height at which borders lie, as a fraction of the object's own above its surroundings; 0.45 for the physical edge of blurred objects",
  }),
  splitProminence: Type.Number({
    default: 0.05,
    exclusiveMinimum: 0,
    maximum: 1,
    description: "How much thinner than a typical radius a neck is; lower splits more",
  }),
  minEdgeContrast: Type.Number({
    default: 0.1,
    minimum: 0,
    description:
      "Objects with softer edges, as haze has, are dropped, as are those with 0.35 of the usual; clear ones have 0.2 to 0.6",
  }),
  minArea: Type.Number({ default: 20, minimum: 0, description: "Smaller objects are dropped, px" }),
  maxArea: Type.Optional(Type.Number({ minimum: 1, description: "Larger objects are dropped, px" })),
  maxHoleArea: Type.Optional(
    Type.Number({
      minimum: 0,
      description: "Gaps up to this are filled, px; otherwise a quarter of a typical nucleus",
    }),
  ),
});

/** The typical nucleus of one channel of a plate, as `calculateDiameter` finds it. */
export interface PlateDiameter {
  /** px; 0 where the plate shows nothing. */
  readonly diameter: number;
  /** How many objects it was found from. */
  readonly objects: number;
}

/** The inputs of both. */
export const NUCLEI_INPUTS = {
  image: { kind: "image" },
  threshold: { kind: "json", optional: true, description: "Artifact of `calculateThreshold`, where scope is 'plate'" },
  diameter: { kind: "json", optional: true, description: "Artifact of `calculateDiameter`, where diameter is 'plate'" },
} as const;

/**
 * The kernel's options from these parameters.
 * @throws `INPUT_INVALID` if a threshold or diameter of the plate is required but not given, or the reverse
 */
export function nucleiOptions(
  parameters: Static<typeof NucleiParameters>,
  inputs: FunctionInputs,
): SegmentNucleiOptions {
  const { sigma, border, splitProminence, minEdgeContrast, minArea } = parameters;
  const { maxArea, maxHoleArea } = parameters;
  const diameter = diameterOf(parameters, inputs);
  const given = plateThreshold(parameters.scope, inputs);
  return {
    sigma,
    border,
    splitProminence,
    minEdgeContrast,
    minArea,
    threshold: { ...thresholdOf(parameters), ...(given === null ? {} : { given }) },
    ...(diameter === undefined ? {} : { diameter }),
    ...(maxArea === undefined ? {} : { maxArea }),
    ...(maxHoleArea === undefined ? {} : { maxHoleArea }),
  };
}

/** How an image's own threshold is found. */
export function thresholdOf({
  method,
  log,
  correction,
  minContrast,
  min,
  max,
}: Pick<
  Static<typeof NucleiParameters>,
  "method" | "log" | "correction" | "minContrast" | "min" | "max"
>): ThresholdOptions {
  return {
    method,
    log,
    correction,
    minContrast,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

function plateThreshold(scope: "image" | "plate", inputs: FunctionInputs): number | null {
  if ((scope === "plate") !== (inputs.threshold !== undefined))
    throw fail(
      "INPUT_INVALID",
      `Cannot find a threshold with scope '${scope}': ${scope === "plate" ? "input 'threshold' is missing" : "input 'threshold' is not allowed"}`,
    );
  return scope === "image" ? null : ofPlate<PlateThreshold>(inputs, "threshold").threshold;
}

function diameterOf({ diameter }: Static<typeof NucleiParameters>, inputs: FunctionInputs): number | undefined {
  if ((diameter === "plate") !== (inputs.diameter !== undefined))
    throw fail(
      "INPUT_INVALID",
      `Cannot find nuclei with diameter '${diameter ?? "of each image"}': ${diameter === "plate" ? "input 'diameter' is missing; link it to the artifact of calculateDiameter" : "input 'diameter' is for diameter 'plate'"}`,
    );
  if (diameter !== "plate") return diameter;
  const found = ofPlate<PlateDiameter>(inputs, "diameter").diameter;
  return found > 0 ? found : undefined;
}

/** What the input holds for the channel of the image. */
function ofPlate<Value>(inputs: FunctionInputs, input: "threshold" | "diameter"): Value {
  const [value] = jsonInput(inputs, input).values;
  const { channels } = value as Json & { readonly channels: Readonly<Record<string, Value>> };
  return forChannel(channels, channelOf(stackInput(inputs).planes), `a ${input}`);
}
