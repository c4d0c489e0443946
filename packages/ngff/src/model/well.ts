import { type Static, Type } from "@sinclair/typebox";
import { ruled } from "../rules/ruled.ts";

const wellImageSchema = Type.Object(
  {
    path: Type.String(ruled("well/image-path", { pattern: "^[A-Za-z0-9]+$", expected: "letters and digits" })),
    acquisition: Type.Optional(Type.Integer(ruled("well/acquisition"))),
  },
  ruled("well/images"),
);

export const wellSchema = Type.Object(
  {
    version: Type.Optional(Type.Unsafe<string>(Type.Unknown())),
    images: Type.Array(wellImageSchema, ruled("well/images", { minItems: 1 })),
  },
  ruled("metadata/form"),
);

/** A field of view in a well's list, with the acquisition of the plate it belongs to. */
export type WellImage = Static<typeof wellImageSchema>;

/** The metadata of a well: its fields of view. */
export type Well = Static<typeof wellSchema>;
