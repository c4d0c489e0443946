import { type Static, Type } from "@sinclair/typebox";
import { ruled } from "../rules/collect-violations.ts";

const byte = Type.Integer({ minimum: 0, maximum: 255 });

const labelColorSchema = Type.Object({
  "label-value": Type.Number(),
  rgba: Type.Optional(Type.Array(byte, { minItems: 4, maxItems: 4 })),
});

const labelPropertiesSchema = Type.Object({ "label-value": Type.Integer() });

export const imageLabelSchema = Type.Object(
  {
    version: Type.Optional(Type.Unsafe<string>(Type.Unknown())),
    colors: Type.Optional(Type.Array(labelColorSchema, ruled("label/colors", { minItems: 1 }))),
    properties: Type.Optional(Type.Array(labelPropertiesSchema, ruled("label/properties", { minItems: 1 }))),
    source: Type.Optional(
      Type.Object({ image: Type.Optional(Type.String(ruled("label/source"))) }, ruled("label/source")),
    ),
  },
  ruled("metadata/form"),
);

/** The colour of one label value, red, green, blue, alpha of 0 … 255. */
export type LabelColor = Static<typeof labelColorSchema>;

/** Facts about one label value; any further keys are allowed. */
export type LabelProperties = Static<typeof labelPropertiesSchema> & Record<string, unknown>;

/** The metadata of a label image about its labels and the image they were made from. */
export type ImageLabel = Static<typeof imageLabelSchema>;
