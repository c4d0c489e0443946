import { COMPONENTS, DTYPES } from "@ohcs/context";
import { type TSchema, Type } from "@sinclair/typebox";

const oneOf = (...values: readonly string[]) => Type.Unsafe<string>({ type: "string", enum: values });
const strict = { additionalProperties: false } as const;

/** Names that may become parts of file names on every system. */
const nameSchema = Type.String({ minLength: 1, maxLength: 80, pattern: '^[^/\\\\:*?"<>|\\u0000-\\u001f]+$' });

const outputName = "^(labels|table|json):[A-Za-z0-9][A-Za-z0-9_-]*$";

const moduleReferenceSchema = Type.Object(
  {
    module: Type.String({ minLength: 1 }),
    export: Type.String({ minLength: 1 }),
    version: Type.Optional(Type.String()),
  },
  strict,
);

/** A function call: `{ use, with?, enabled? }`. */
export const callSchema = Type.Object(
  {
    use: Type.Union([Type.String({ minLength: 1 }), moduleReferenceSchema], {
      description: "A function of the catalogue by name, or { module, export }.",
    }),
    with: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: "Parameters; lengths in px or { um }." }),
    ),
    enabled: Type.Optional(Type.Boolean({ default: true })),
  },
  strict,
);

const chainSchema = Type.Union([callSchema, Type.Array(callSchema, { minItems: 1 })]);

const patternSchema = Type.Union([chainSchema, Type.Record(Type.String(), chainSchema)], {
  description: "One call, a chain, or a dictionary of these by the value of 'groupBy'.",
});

const inputSchema = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Object({ from: Type.String({ minLength: 1 }), channel: Type.Optional(Type.String({ minLength: 1 })) }, strict),
]);

const componentSchema = oneOf(...COMPONENTS);
const policySchema = oneOf("fail", "skip", "fill");

/** Every setting of a step except `func`, whose three forms are checked one by one. */
export const stepSettings = {
  kind: Type.Optional(Type.Literal("step")),
  name: nameSchema,
  variableComponents: Type.Optional(Type.Array(componentSchema, { uniqueItems: true })),
  groupBy: Type.Optional(componentSchema),
  inputs: Type.Optional(Type.Record(Type.String(), inputSchema)),
  emits: Type.Optional(
    Type.Union([
      Type.Array(Type.String({ pattern: outputName }), { uniqueItems: true }),
      Type.Unsafe<Record<string, string>>({
        type: "object",
        patternProperties: { [outputName]: { type: "string", minLength: 1 } },
        ...strict,
      }),
    ]),
  ),
  wellFilter: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
  siteFilter: Type.Optional(Type.Array(Type.Union([Type.Integer(), Type.String({ minLength: 1 })]), { minItems: 1 })),
  channelFilter: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
  materialize: Type.Optional(Type.Boolean()),
  unlisted: Type.Optional(oneOf("pass", "drop", "error")),
  onMissing: Type.Optional(policySchema),
  dtype: Type.Optional(oneOf("native", "preserve", ...DTYPES)),
  enabled: Type.Optional(Type.Boolean({ default: true })),
  timeoutS: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
} satisfies Record<string, TSchema>;

/** Every setting of a reduction except `func`. */
export const reductionSettings = {
  kind: Type.Literal("reduce"),
  name: nameSchema,
  from: Type.Union([
    Type.String({ pattern: "^(table|json):." }),
    Type.Array(Type.String({ pattern: "^(table|json):." }), { minItems: 1 }),
  ]),
  with: Type.Optional(Type.Record(Type.String(), Type.Object({ file: Type.String({ minLength: 1 }) }, strict))),
  minWells: Type.Optional(Type.Integer({ minimum: 0 })),
  enabled: Type.Optional(Type.Boolean({ default: true })),
} satisfies Record<string, TSchema>;

/** The JSON Schema of a pipeline, for editors and for whoever writes pipelines by program. */
export const pipelineSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    name: nameSchema,
    steps: Type.Array(
      Type.Union([
        Type.Object({ ...stepSettings, func: patternSchema }, strict),
        Type.Object({ ...reductionSettings, func: chainSchema }, strict),
      ]),
      { minItems: 1 },
    ),
  },
  { $id: "urn:ohcs:pipeline:1", title: "OHCS pipeline", ...strict },
);
