import { type Static, Type } from "@ohcs/context";
import { expectParameter, type PixelStep } from "@ohcs/kernels";
import { parameters } from "../define.ts";
import { definePixelwise, FUSED, isMask, type PixelFunction } from "./define-pixelwise.ts";

/** 1 where a pixel is greater than `value`, else 0, uint8. */
export const threshold = definePixelwise({
  name: "threshold",
  summary: "Foreground above a given intensity",
  params: parameters({
    value: Type.Number({ default: 0, description: "Intensity above which pixels are foreground" }),
  }),
  intensity: "filters",
  citation: "numpy.greater",
  exact: true,
  stepsOf: ({ value }) => [["above", value]],
});

/**
 * Each plane clipped to `inLow … inHigh`, which becomes `outLow … outHigh`, float32. The range is given, not that of the image:
 * intensities of different images stay comparable.
 *
 * @throws PARAMETER_INVALID unless inLow < inHigh
 */
export const rescaleIntensity = definePixelwise({
  name: "rescaleIntensity",
  summary: "Clips to a given range, and makes another of it",
  params: parameters({
    inLow: Type.Number({ default: 0, description: "Intensity that becomes outLow; lower ones are clipped" }),
    inHigh: Type.Number({ default: 65535, description: "Intensity that becomes outHigh; higher ones are clipped" }),
    outLow: Type.Number({ default: 0, description: "Lowest value of the result" }),
    outHigh: Type.Number({ default: 1, description: "Highest value of the result" }),
  }),
  intensity: "filters",
  citation: "skimage.exposure.rescale_intensity",
  stepsOf({ inLow, inHigh, outLow, outHigh }) {
    expectParameter(inLow < inHigh, "rescale", "inLow below inHigh", `${inLow} … ${inHigh}`);
    return [
      ["atLeast", inLow],
      ["atMost", inHigh],
      ["add", -inLow],
      ["multiply", (outHigh - outLow) / (inHigh - inLow)],
      ["add", outLow],
    ];
  },
});

/** `maximum` minus each pixel, float32: dark is bright. The maximum is given, so that it is the same for all images. */
export const invert = definePixelwise({
  name: "invert",
  summary: "Makes dark bright and bright dark",
  params: parameters({ maximum: Type.Number({ default: 65535, description: "Intensity that becomes 0" }) }),
  intensity: "affine",
  citation: "skimage.util.invert, with a maximum that is given",
  stepsOf: ({ maximum }) => [["subtractFrom", maximum]],
});

/** Each plane times `multiply`, plus `add`, float32: subtract a constant by a negative `add`. Nothing is clipped. */
export const imageMath = definePixelwise({
  name: "imageMath",
  summary: "Multiplies by a number and adds one",
  params: parameters({
    multiply: Type.Number({ default: 1, description: "Factor on intensities" }),
    add: Type.Number({ default: 0, description: "Added after that" }),
  }),
  intensity: "affine",
  citation: "CellProfiler ImageMath (multiply, add to the result)",
  stepsOf: ({ multiply, add }) => [
    ["multiply", multiply],
    ["add", add],
  ],
});

/** Each plane with what is below `low` raised to it and what is above `high` lowered to it, float32. @throws PARAMETER_INVALID unless low ≤ high */
export const clip = definePixelwise({
  name: "clip",
  summary: "Limits intensities to a range",
  params: parameters({
    low: Type.Number({ default: 0, description: "Lowest intensity that stays" }),
    high: Type.Number({ default: 65535, description: "Highest intensity that stays" }),
  }),
  intensity: "filters",
  citation: "numpy.clip",
  stepsOf({ low, high }) {
    expectParameter(low <= high, "clip", "low up to high", `${low} … ${high}`);
    return [
      ["atLeast", low],
      ["atMost", high],
    ];
  },
});

const FUNCTIONS: Readonly<Record<string, PixelFunction>> = { clip, imageMath, invert, rescaleIntensity, threshold };

const Call = parameters({ use: Type.String(), with: Type.Record(Type.String(), Type.Unknown()) });

/**
 * Several functions of single pixels in one pass, to the same bytes as one after another. The compiler makes it of calls that
 * follow each other in a chain, unless `fusion` is off.
 */
export const pixelwise = definePixelwise({
  name: FUSED.export,
  summary: "Several functions of single pixels in one pass",
  params: parameters({
    calls: Type.Array(Call, { default: [], description: "Functions with their parameters, in order" }),
  }),
  intensity: "filters",
  citation: "",
  stepsOf: ({ calls }) => {
    const parts = calls.map(stepsOf);
    // Between two calls samples are float32.
    return parts.flatMap((steps, i) => (i === parts.length - 1 || isMask(steps) ? steps : [...steps, ["round"]]));
  },
});

function stepsOf({ use, with: parameters }: Static<typeof Call>): readonly PixelStep[] {
  const called = Object.hasOwn(FUNCTIONS, use) ? FUNCTIONS[use] : undefined;
  expectParameter(called !== undefined, "compute pixel by pixel", Object.keys(FUNCTIONS).join(", "), use);
  return called?.stepsOf(parameters) ?? [];
}
