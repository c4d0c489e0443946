import { COMPONENTS, choiceForms, DTYPES, ROW_COMPONENTS, type TSchema, Type } from "@ohcs/context";

const oneOf = (values: readonly string[], help: object = {}) =>
  Type.Unsafe<string>({ type: "string", enum: values, ...help });
const strict = { additionalProperties: false } as const;

/** Names that may become parts of file names on every system. */
const nameSchema = Type.String({
  minLength: 1,
  maxLength: 80,
  pattern: '^[^/\\\\:*?"<>|\\u0000-\\u001f]+$',
  description: "A unique name; later steps refer to it as 'step:<name>'.",
});

const outputName = "^(image|labels|rgb|table|json):[A-Za-z0-9][A-Za-z0-9_-]*$";

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
    enabled: Type.Optional(Type.Boolean({ default: true, description: "false disables the call." })),
  },
  strict,
);

const chainSchema = Type.Union([callSchema, Type.Array(callSchema, { minItems: 1 })]);

const patternSchema = Type.Union([chainSchema, Type.Record(Type.String(), chainSchema)], {
  description: "One call, a chain, or a dictionary of these by the value of 'groupBy'.",
});

const fileSchema = Type.Object(
  { file: Type.String({ minLength: 1, description: "JSON or a CSV table, relative to the pipeline's file." }) },
  strict,
);

const inputSchema = Type.Union([
  Type.String({ minLength: 1 }),
  Type.Object({ from: Type.String({ minLength: 1 }), channel: Type.Optional(Type.String({ minLength: 1 })) }, strict),
  fileSchema,
]);

const filter = (what: string, items: TSchema = Type.String({ minLength: 1 })) =>
  Type.Optional(Type.Array(items, { minItems: 1, description: what }));

const emits = (pattern: string, description: string) =>
  Type.Union(
    [
      Type.Array(Type.String({ pattern }), { uniqueItems: true }),
      Type.Unsafe<Record<string, string>>({
        type: "object",
        patternProperties: { [pattern]: { type: "string", minLength: 1 } },
        ...strict,
      }),
    ],
    { description },
  );

const enabledSchema = Type.Optional(Type.Boolean({ default: true, description: "false disables it." }));

/** Every setting of a step except `func`, whose three forms are checked one by one. */
export const stepSettings = {
  kind: Type.Optional(Type.Literal("step")),
  name: nameSchema,
  variableComponents: Type.Optional(
    Type.Array(oneOf(COMPONENTS), {
      uniqueItems: true,
      description: "Components that the step stacks; by default those of its functions (z for a projection).",
    }),
  ),
  groupBy: Type.Optional(
    oneOf(COMPONENTS, { default: "channel", description: "The component of the keys of a dictionary in 'func'." }),
  ),
  inputs: Type.Optional(
    Type.Record(Type.String(), inputSchema, {
      description:
        "Input name → 'previous' (default), 'pipelineStart', 'step:<name>', 'image:<name>', 'labels:<name>', 'rgb:<name>', 'table:<name>', 'json:<name>' or 'artifact:<name>'; { from, channel } takes one channel only, by key, by the microscope's name or as 'role:<name>', { file } an artifact from a file of your own.",
    }),
  ),
  emits: Type.Optional(
    emits(
      outputName,
      "Named results of the step, 'labels:nuclei', 'table:nuclei', 'image:heights' or 'rgb:overlay'; as a map, the name to the function's own output.",
    ),
  ),
  wellFilter: filter("Wells: A01, rectangles B02:C05, exclusions !B03. Other wells skip the step."),
  siteFilter: filter(
    "Sites: 1, ranges 1:4, exclusions !3.",
    Type.Union([Type.Integer(), Type.String({ minLength: 1 })]),
  ),
  channelFilter: filter("Channels, by number in quotes by the microscope's name or as 'role:<name>'; !GFP excludes."),
  materialize: Type.Optional(
    Type.Unsafe({
      anyOf: [{ type: "boolean" }, ...choiceForms],
      description:
        "true also stores images and labels of this step, false stores nothing of it; a backend, by name or module, stores them there. By default tables are stored, the images of the last step, and images in colours that no later step reads.",
    }),
  ),
  unlisted: Type.Optional(
    oneOf(["pass", "drop", "error"], {
      default: "error",
      description: "How groups are treated that a dictionary in 'func' does not list.",
    }),
  ),
  onMissing: Type.Optional(oneOf(["fail", "skip", "fill"], { description: "How missing images are treated." })),
  dtype: Type.Optional(
    oneOf(["native", "preserve", ...DTYPES], {
      description: "Sample type of stored images: that of the functions, that of the input, or a named one.",
    }),
  ),
  enabled: enabledSchema,
  gpu: Type.Optional(
    oneOf(["require", "prefer", "never"], { description: "May functions with GPU code run on a GPU?" }),
  ),
  timeoutS: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: "Deadline of the step in seconds." })),
  retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, description: "Further attempts after a failure." })),
} satisfies Record<string, TSchema>;

const reducedSchema = Type.Union([Type.String({ pattern: "^(table|json|artifact):." }), fileSchema]);

/** Every setting of a reduction except `func`. */
export const reductionSettings = {
  kind: Type.Literal("reduce", {
    description: "Runs once for the plate, on the stored outputs of all wells; or once for all plates.",
  }),
  name: nameSchema,
  axis: Type.Optional(
    oneOf(["plate", "batch"], {
      default: "plate",
      description: "What it runs once for: each plate, or all plates of a run together, when they have ended.",
    }),
  ),
  from: Type.Union([reducedSchema, Type.Array(reducedSchema, { minItems: 1 })], {
    description:
      "Results of the wells: 'table:nuclei', or a list of these; also artifacts of earlier reductions, and { file } of your own. Over several plates: merged tables, and outputs of the plates' reductions.",
  }),
  emits: Type.Optional(
    emits(
      "^(artifact|table|json):[A-Za-z0-9][A-Za-z0-9_-]*$",
      "Outputs that later steps may read: 'artifact:field'; as a map, the name to the function's own output.",
    ),
  ),
  with: Type.Optional(
    Type.Record(Type.String(), fileSchema, {
      description:
        "Input name → { file }: CSV tables of your own, such as a plate map, or JSON; relative to the pipeline's file.",
    }),
  ),
  minWells: Type.Optional(
    Type.Integer({
      minimum: 0,
      default: 1,
      description: "Fewer contributing wells, or plates, are an error; 0 where only files are read.",
    }),
  ),
  needs: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description:
        "Columns of the plate map, as 'role' or 'dose', without which it is left out; also where 'per' gives wells several rows.",
    }),
  ),
  enabled: enabledSchema,
} satisfies Record<string, TSchema>;

/** The JSON Schema of a pipeline, for editors and programs that write pipelines. */
export const pipelineSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    name: nameSchema,
    sequentialComponents: Type.Optional(
      Type.Array(oneOf(COMPONENTS), {
        uniqueItems: true,
        description: "Runs all steps for one value of these after the other: less memory, the same results.",
      }),
    ),
    per: Type.Optional(
      Type.Array(oneOf(ROW_COMPONENTS), {
        uniqueItems: true,
        description: "Rows of their own in the table of wells: ['timepoint'] for one per well and timepoint.",
      }),
    ),
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
