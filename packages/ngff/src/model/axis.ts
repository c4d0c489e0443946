import { type Static, Type } from "@sinclair/typebox";
import { ruled } from "../rules/ruled.ts";

export const axisSchema = Type.Object(
  {
    name: Type.String(),
    type: Type.Optional(Type.String()),
    unit: Type.Optional(Type.String()),
  },
  ruled("image/axes"),
);

/** One dimension of an image: `{ name: "y", type: "space", unit: "micrometer" }`. */
export type Axis = Static<typeof axisSchema>;
