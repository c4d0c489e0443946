import { Type } from "@sinclair/typebox";
import { ruled } from "../rules/ruled.ts";
import { axisSchema } from "./axis.ts";

const coordinateSystem = Type.Object({
  name: Type.String({ minLength: 1, expected: "a name" }),
  axes: Type.Array(axisSchema, ruled("image/axes", { minItems: 2, maxItems: 5 })),
});

/** `coordinateSystems` of a multiscale in 0.6. */
export const coordinateSystemsSchema = Type.Array(coordinateSystem, ruled("image/coordinate-systems", { minItems: 1 }));
