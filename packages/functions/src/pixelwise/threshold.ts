import { Type } from "@sinclair/typebox";
import { parameters } from "../define.ts";
import { definePixelwise } from "./define-pixelwise.ts";

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
