import { type FunctionEnvironment, type ImageStack, lengthParameter } from "@ohcs/context";
import type { AnyFootprint, PixelArray, Plane } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { mapPlanes } from "../stack/planes.ts";

/** Parameters of all functions that look through a flat footprint. */
export const FOOTPRINT_PARAMETERS = Type.Object(
  {
    radius: lengthParameter({ default: 3, minimum: 0, maximum: 500, description: "Radius, rounded to whole px" }),
    shape: Type.Union([Type.Literal("disk"), Type.Literal("square"), Type.Literal("line")], {
      default: "disk",
      description:
        "Shape of the footprint; a line reaches 'radius' px to either side, along the axis that it is closer to",
    }),
    angle: Type.Number({
      default: 0,
      minimum: -90,
      maximum: 90,
      description: "Of a line, degrees from the x axis, counter-clockwise as the image is seen",
    }),
  },
  { additionalProperties: false },
);

/** Declared alike by all of them: samples keep their values' type, and are exact. */
export const MORPHOLOGY_DECLARATION = { exact: true, memoryFactor: 6 } as const;

/** Applies a kernel with a footprint to each plane, in memory that the environment lends. */
export function throughFootprint(
  stack: ImageStack,
  { radius, shape, angle }: { readonly radius: number; readonly shape: AnyFootprint["shape"]; readonly angle: number },
  compute: (plane: Plane<PixelArray>, footprint: AnyFootprint) => Plane,
  environment: Pick<FunctionEnvironment, "allocate">,
): ImageStack {
  const whole = Math.round(radius);
  const footprint = shape === "line" ? { shape, radius: whole, angle } : { shape, radius: whole };
  return mapPlanes(stack, (plane) => compute(plane, footprint), environment);
}
