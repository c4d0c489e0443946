import { type Static, Type } from "@sinclair/typebox";
import { ruled } from "../rules/ruled.ts";
import { axisSchema } from "./axis.ts";
import { transformationsSchema } from "./transformation.ts";

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
