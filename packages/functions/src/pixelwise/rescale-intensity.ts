import { expectParameter } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { parameters } from "../define.ts";
import { definePixelwise } from "./define-pixelwise.ts";

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
