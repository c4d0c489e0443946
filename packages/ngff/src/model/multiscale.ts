import { type Static, Type } from "@sinclair/typebox";
import { ruled } from "../rules/collect-violations.ts";

const window = Type.Object(
  { min: Type.Number(), max: Type.Number(), start: Type.Number(), end: Type.Number() },
  ruled("omero/window"),
);

const omeroChannelSchema = Type.Object(
  {
    color: Type.String(ruled("omero/color", { pattern: "^[0-9A-Fa-f]{6}$", expected: "six hexadecimal digits" })),
    window,
    label: Type.Optional(Type.String()),
    family: Type.Optional(Type.String()),
    active: Type.Optional(Type.Boolean()),
  },
  ruled("omero/channels"),
);

export const omeroSchema = Type.Object(
  { channels: Type.Array(omeroChannelSchema, ruled("omero/channels")) },
  ruled("omero/channels"),
);

/** How a viewer shows one channel; `window` limits the slider by `min` and `max` and shows `start` to `end`. */
export type OmeroChannel = Static<typeof omeroChannelSchema>;

/** How a viewer shows an image: one entry per channel, in the order of the array. */
export type Omero = Static<typeof omeroSchema>;

/** From pixels to the units of the axes: `scale` multiplies, `translation` adds; one number per axis. */
export type Transformation =
  | { readonly type: "scale"; readonly scale: number[] }
  | { readonly type: "translation"; readonly translation: number[] };

const numbers = Type.Array(Type.Number(), { minItems: 2 });

export const scaleSchema = Type.Object({ type: Type.Literal("scale"), scale: numbers });

export const translationSchema = Type.Object({ type: Type.Literal("translation"), translation: numbers });

/** The list only; its items are described by {@link scaleSchema} and {@link translationSchema}. */
const transformationsSchema = Type.Array(
  Type.Unsafe<Transformation>(Type.Object({ type: Type.String() })),
  ruled("image/transformations", { minItems: 1 }),
);

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

const datasetSchema = Type.Object(
  {
    path: Type.String(ruled("image/dataset-path")),
    coordinateTransformations: transformationsSchema,
  },
  ruled("image/datasets"),
);

export const multiscaleSchema = Type.Object(
  {
    version: Type.Optional(Type.Unsafe<string>(Type.Unknown())),
    name: Type.Optional(Type.String()),
    type: Type.Optional(Type.Unsafe<string>(Type.Unknown())),
    metadata: Type.Optional(Type.Unsafe<Record<string, unknown>>(Type.Unknown())),
    axes: Type.Array(axisSchema, ruled("image/axes", { minItems: 2, maxItems: 5 })),
    datasets: Type.Array(datasetSchema, ruled("image/datasets", { minItems: 1 })),
    coordinateTransformations: Type.Optional(transformationsSchema),
  },
  ruled("image/multiscales"),
);

/** One level of a pyramid: the path of its array, and the transformation from its pixels to space and time. */
export type Dataset = Static<typeof datasetSchema>;

/** An image as a pyramid of arrays, largest first, with its axes. */
export type Multiscale = Static<typeof multiscaleSchema>;
