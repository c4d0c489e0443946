import { Type } from "@sinclair/typebox";
import { parameters } from "../define.ts";
import { definePixelwise } from "./define-pixelwise.ts";

/** `maximum` minus each pixel, float32: dark is bright. The maximum is given, so that it is the same for all images. */
export const invert = definePixelwise({
  name: "invert",
  summary: "Makes dark bright and bright dark",
  params: parameters({ maximum: Type.Number({ default: 65535, description: "Intensity that becomes 0" }) }),
  intensity: "affine",
  citation: "skimage.util.invert, with a maximum that is given",
  stepsOf: ({ maximum }) => [["subtractFrom", maximum]],
});
