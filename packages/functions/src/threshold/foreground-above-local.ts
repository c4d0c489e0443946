import { type FunctionEnvironment, type ImageStack, lengthParameter } from "@ohcs/context";
import { type LocalThresholdOptions, maskAbove, type Plane } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { mapPlanes } from "../stack/planes.ts";
import { minContrastParameter } from "./foreground-above.ts";
import { foregroundFloor } from "./foreground-floor.ts";

/** Parameters of thresholds that follow the surroundings of a pixel. */
export const LOCAL_THRESHOLD_PARAMETERS = {
  radius: lengthParameter({
    default: 25,
    minimum: 1,
    maximum: 1000,
    description: "Half the side of the square around a pixel, rounded to whole px",
  }),
  k: Type.Number({ default: 0.2, description: "Weight of the local standard deviation" }),
  minContrast: minContrastParameter,
} as const;

/** 1 where a plane exceeds its own threshold at the pixel and `minContrast` robust standard deviations above its median, else 0. */
export function foregroundAboveLocal(
  stack: ImageStack,
  { radius, k, minContrast }: { readonly radius: number; readonly k: number; readonly minContrast: number },
  thresholdsOf: (plane: Plane, options: LocalThresholdOptions) => Plane<Float32Array>,
  environment: Pick<FunctionEnvironment, "allocate">,
): ImageStack {
  const maskOf = (plane: Plane) => {
    const thresholds = thresholdsOf(plane, { window: 2 * Math.round(radius) + 1, k });
    return maskAbove(plane, thresholds, foregroundFloor(plane.data, minContrast));
  };
  return mapPlanes(stack, maskOf, environment);
}
