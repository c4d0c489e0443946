import { lengthParameter } from "@ohcs/context";
import { type LocalThresholdOptions, maskAbove, type Plane } from "@ohcs/kernels";
import { type Static, Type } from "@sinclair/typebox";
import { parameters } from "../define.ts";
import { minContrastParameter } from "./foreground-above.ts";
import { foregroundFloor } from "./foreground-floor.ts";

/** Parameters of thresholds that follow the surroundings of a pixel. */
export const LOCAL_THRESHOLD_PARAMETERS = parameters({
  radius: lengthParameter({
    default: 25,
    minimum: 1,
    maximum: 1000,
    description: "Half the side of the square around a pixel, rounded to whole px",
  }),
  k: Type.Number({ default: 0.2, description: "Weight of the local standard deviation" }),
  minContrast: minContrastParameter,
});

/** 1 where a plane exceeds its own threshold at the pixel and `minContrast` robust standard deviations above its median, else 0. */
export function foregroundAboveLocal(
  thresholdsOf: (plane: Plane, options: LocalThresholdOptions) => Plane<Float32Array>,
) {
  return (plane: Plane, { radius, k, minContrast }: Static<typeof LOCAL_THRESHOLD_PARAMETERS>): Plane => {
    const thresholds = thresholdsOf(plane, { window: 2 * Math.round(radius) + 1, k });
    return maskAbove(plane, thresholds, foregroundFloor(plane.data, minContrast));
  };
}
