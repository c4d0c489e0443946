import { lengthParameter } from "@ohcs/context";
import { type Static, Type } from "@sinclair/typebox";
import type { SegmentNucleiOptions } from "../kernels/segmentation/segment-nuclei.ts";

const Method = Type.Union([Type.Literal("minimumCrossEntropy"), Type.Literal("otsu")], {
  default: "minimumCrossEntropy",
  description: "How the threshold is found",
});

/** The parameters of `segmentNuclei` and `countNuclei`. */
export const NucleiParameters = Type.Object(
  {
    sigma: lengthParameter({ default: 1, minimum: 0, maximum: 50, description: "Smoothing before all else" }),
    method: Method,
    log: Type.Boolean({ default: false, description: "Threshold logarithms: finds dim beside bright nuclei" }),
    correction: Type.Number({ default: 0.7, minimum: 0, description: "Factor on the threshold above the background" }),
    min: Type.Optional(Type.Number({ description: "Lowest threshold, intensity" })),
    max: Type.Optional(
      Type.Number({ description: "Highest threshold, intensity; the contrast floor holds all the same" }),
    ),
    minContrast: Type.Number({
      default: 5,
      minimum: 0,
      description: "Robust sigmas of the noise above the background",
    }),
    border: Type.Number({
      default: 0.5,
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      description: "Height at which borders lie",
    }),
    splitProminence: Type.Number({ default: 0.05, exclusiveMinimum: 0, maximum: 1, description: "Lower splits more" }),
    minArea: Type.Number({ default: 30, minimum: 0, description: "Smaller objects are dropped, px" }),
    maxArea: Type.Optional(Type.Number({ minimum: 1, description: "Larger objects are dropped, px" })),
    maxHoleArea: Type.Number({ default: 200, minimum: 0, description: "Holes up to this are filled, px" }),
  },
  { additionalProperties: false },
);

/** The kernel's options of these parameters. */
export function nucleiOptions(parameters: Static<typeof NucleiParameters>): SegmentNucleiOptions {
  const { method, log, correction, minContrast, min, max, maxArea, ...rest } = parameters;
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  return {
    ...rest,
    ...(maxArea === undefined ? {} : { maxArea }),
    threshold: { method, log, correction, minContrast, ...bounds },
  };
}
