import { expectParameter, type PixelStep } from "@ohcs/kernels";
import { type Static, Type } from "@sinclair/typebox";
import { parameters } from "../define.ts";
import { clip } from "./clip.ts";
import { definePixelwise, FUSED, isMask, type PixelFunction } from "./define-pixelwise.ts";
import { imageMath } from "./image-math.ts";
import { invert } from "./invert.ts";
import { rescaleIntensity } from "./rescale-intensity.ts";
import { threshold } from "./threshold.ts";

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
