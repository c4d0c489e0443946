import { Type } from "@sinclair/typebox";
import { parameters } from "../define.ts";
import { definePixelwise } from "./define-pixelwise.ts";

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
