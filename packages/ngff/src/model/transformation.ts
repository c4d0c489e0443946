import { Type } from "@sinclair/typebox";
import { ruled } from "../rules/ruled.ts";

/** From pixels to the units of the axes: `scale` multiplies, `translation` adds; one number per axis. */
export type Transformation =
  | { readonly type: "scale"; readonly scale: number[] }
  | { readonly type: "translation"; readonly translation: number[] };

const numbers = Type.Array(Type.Number(), { minItems: 2 });

export const scaleSchema = Type.Object({ type: Type.Literal("scale"), scale: numbers });
export const translationSchema = Type.Object({ type: Type.Literal("translation"), translation: numbers });

/** The list only; its items are described by {@link scaleSchema} and {@link translationSchema}. */
export const transformationsSchema = Type.Array(
  Type.Unsafe<Transformation>(Type.Object({ type: Type.String() })),
  ruled("image/transformations", { minItems: 1 }),
);
