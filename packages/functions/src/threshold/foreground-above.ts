import { type Static, Type } from "@ohcs/context";
import { digitize, type Histogram, histogram, type PixelArray, type Plane } from "@ohcs/kernels";
import { parameters } from "../define.ts";
import { notBelowFloor } from "./foreground-floor.ts";

/** Keeps empty images empty: a parameter of every threshold that follows the image. */
export const minContrastParameter = Type.Number({
  default: 5,
  minimum: 0,
  description: "Robust sigmas above the median",
});

/** Parameters of a threshold per image. */
export const GLOBAL_THRESHOLD_PARAMETERS = parameters({
  correction: Type.Number({ default: 1, minimum: 0, description: "Factor on the threshold" }),
  minContrast: minContrastParameter,
});

/** Declared alike by all functions that give a mask. */
export const MASK_DECLARATION = { intensity: "perImage", dtype: "float32", exact: true } as const;

/**
 * 1 where a plane exceeds `thresholdOf` its samples, which are counted once, × `correction` and `minContrast` robust standard deviations above its
 * median, else 0.
 */
export function foregroundAbove(thresholdOf: (counted: Histogram, data: PixelArray) => number) {
  return (plane: Plane, { correction, minContrast }: Static<typeof GLOBAL_THRESHOLD_PARAMETERS>): Plane => {
    const counted = histogram(plane.data);
    const threshold = thresholdOf(counted, plane.data) * correction;
    return digitize(plane, [notBelowFloor(threshold, plane.data, counted, minContrast)]);
  };
}
