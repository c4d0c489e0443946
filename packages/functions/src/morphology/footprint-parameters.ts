import { type ImageStack, lengthParameter } from "@ohcs/context";
import type { Footprint, PixelArray, Plane } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { mapPlanes } from "../stack/planes.ts";

/** Parameters of all functions that look through a flat footprint. */
export const FOOTPRINT_PARAMETERS = Type.Object(
  {
    radius: lengthParameter({ default: 3, minimum: 0, maximum: 500, description: "Radius, rounded to whole px" }),
    shape: Type.Union([Type.Literal("disk"), Type.Literal("square")], {
      default: "disk",
      description: "Shape of the footprint",
    }),
  },
  { additionalProperties: false },
);

/** Declared alike by all of them: samples keep their values' type, and are exact. */
export const MORPHOLOGY_DECLARATION = { exact: true, memoryFactor: 6 } as const;

/** Applies a kernel with a footprint to each plane. */
export function throughFootprint(
  stack: ImageStack,
  { radius, shape }: Footprint,
  compute: (plane: Plane<PixelArray>, footprint: Footprint) => Plane,
): ImageStack {
  return mapPlanes(stack, (plane) => compute(plane, { shape, radius: Math.round(radius) }));
}
