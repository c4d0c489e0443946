import { Type } from "@sinclair/typebox";

const nullable = (schema: object) => Type.Unsafe({ anyOf: [schema, { type: "null" }] });

/** The JSON Schema of a configuration layer: every field may be left out. */
export const configSchema = Type.Object(
  {
    numWorkers: Type.Optional(Type.Integer({ minimum: 1, maximum: 1024 })),
    memoryBudgetBytes: Type.Optional(nullable({ type: "number", exclusiveMinimum: 0 })),
    materializationBackend: Type.Optional(Type.String({ minLength: 1 })),
    intermediateBackend: Type.Optional(Type.String({ minLength: 1 })),
    outputFolder: Type.Optional(nullable({ type: "string", minLength: 1 })),
    outputSuffix: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9_.-]+$" })),
    subDir: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$" })),
    zarr: Type.Optional(
      Type.Object(
        {
          ngffVersion: Type.Optional(Type.Unsafe({ type: "string", enum: ["0.4", "0.5"] })),
          codec: Type.Optional(Type.Unsafe({ type: "string", enum: ["zstd", "gzip", "none"] })),
          level: Type.Optional(nullable({ type: "integer", minimum: 0, maximum: 22 })),
          chunk: Type.Optional(nullable({ type: "integer", minimum: 16 })),
          shard: Type.Optional(nullable({ type: "boolean" })),
          levels: Type.Optional(nullable({ type: "integer", minimum: 1 })),
        },
        { additionalProperties: false },
      ),
    ),
    tiff: Type.Optional(
      Type.Object(
        {
          compression: Type.Optional(Type.Unsafe({ type: "string", enum: ["none", "lzw", "deflate"] })),
          predictor: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    ),
    wellFilter: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    onMissing: Type.Optional(Type.Unsafe({ type: "string", enum: ["fail", "skip", "fill"] })),
    retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
    timeoutS: Type.Optional(nullable({ type: "number", exclusiveMinimum: 0 })),
  },
  { additionalProperties: false, title: "OHCS configuration" },
);
