import type { FunctionEnvironment, ImageStack } from "@ohcs/context";
import { digitize, type Histogram, histogram, type PixelArray, type Plane } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { mapPlanes } from "../stack/planes.ts";
import { notBelowFloor } from "./foreground-floor.ts";

/** Keeps empty images empty: a parameter of every threshold that follows the image. */
export const minContrastParameter = Type.Number({
  default: 5,
  minimum: 0,
  description: "Robust sigmas above the median",
});

/** Parameters of a threshold per image. */
export const GLOBAL_THRESHOLD_PARAMETERS = Type.Object(
  {
    correction: Type.Number({ default: 1, minimum: 0, description: "Factor on the threshold" }),
    minContrast: minContrastParameter,
  },
  { additionalProperties: false },
);

/** Declared alike by all functions that give a mask. */
export const MASK_DECLARATION = { intensity: "perImage", dtype: "float32", exact: true } as const;

/**
 * 1 where a plane exceeds `thresholdOf` its samples, which are counted once, × `correction` and `minContrast` robust standard deviations above its
 * median, else 0.
 */
export function foregroundAbove(
  stack: ImageStack,
  { correction, minContrast }: { readonly correction: number; readonly minContrast: number },
  thresholdOf: (counted: Histogram, data: PixelArray) => number,
  environment: Pick<FunctionEnvironment, "allocate">,
): ImageStack {
  const maskOf = (plane: Plane) => {
    const counted = histogram(plane.data);
    const threshold = thresholdOf(counted, plane.data) * correction;
    return digitize(plane, [notBelowFloor(threshold, plane.data, counted, minContrast)]);
  };
  return mapPlanes(stack, maskOf, environment);
}
