import { Type } from "@sinclair/typebox";
import { ruled } from "../rules/collect-violations.ts";

const shape = Type.Array(Type.Integer({ minimum: 0 }));
const chunks = Type.Array(Type.Integer({ minimum: 1 }));
const anything = Type.Unknown({ expected: "a value" });

/** The content of `.zarray`. */
export const arraySchemaOfV2 = Type.Object(
  {
    shape,
    chunks,
    dtype: Type.String(),
    compressor: anything,
    fill_value: anything,
    filters: anything,
    order: Type.String({ pattern: "^[CF]$", expected: "'C' or 'F'" }),
  },
  ruled("zarr/array"),
);

const extension = Type.Object({ name: Type.String() });

/** The content of `zarr.json` of an array. */
export const arraySchemaOfV3 = Type.Object(
  {
    shape,
    data_type: anything,
    chunk_grid: Type.Object({ name: Type.String(), configuration: Type.Object({ chunk_shape: chunks }) }),
    chunk_key_encoding: extension,
    codecs: Type.Array(Type.Unknown(), { minItems: 1 }),
    fill_value: anything,
  },
  ruled("zarr/array"),
);
