import { expectParameter } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { parameters } from "../define.ts";
import { definePixelwise } from "./define-pixelwise.ts";

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
