import type { Catalogue, Json } from "@ohcs/context";
import { configFileSchema } from "../config/config-schema.ts";
import { callSchema, pipelineSchema, reductionSettings, stepSettings } from "../pipeline/pipeline-schema.ts";
import { functionCallSchema } from "./function-call-schema.ts";

/** A JSON Schema of draft 7 as plain JSON, for editors. */
export type PublishedSchema = { readonly [keyword: string]: Json };

const DRAFT = "http://json-schema.org/draft-07/schema#";
const strict = { additionalProperties: false };

/**
 * The schema of a pipeline file with the functions of a catalogue: for each its parameters with descriptions, units,
 * defaults and ranges. Functions of other modules are called as `{ module, export }`.
 */
export function publishedPipelineSchema({ entries }: Catalogue): PublishedSchema {
  const sorted = entries.toSorted((a, b) => (a.declaration.name < b.declaration.name ? -1 : 1));
  const named = sorted.map((entry) => [entry.declaration.name, functionCallSchema(entry)] as const);
  const callsOf = (scope: "well" | "reduce") =>
    sorted.filter(({ declaration }) => declaration.scope === scope).map(({ declaration }) => ref(declaration.name));
  const { $id, title } = pipelineSchema;
  return plain({
    $schema: DRAFT,
    $id,
    title,
    type: "object",
    properties: {
      ...pipelineSchema.properties,
      name: { ...pipelineSchema.properties.name, description: "A name for the pipeline." },
      steps: { type: "array", minItems: 1, items: { anyOf: [ref("step"), ref("reduction")] } },
    },
    required: ["name", "steps"],
    ...strict,
    definitions: {
      step: { ...entryOf(stepSettings, ["name"]), properties: { ...stepSettings, func: ref("pattern") } },
      reduction: {
        ...entryOf(reductionSettings, ["kind", "name", "from"]),
        properties: { ...reductionSettings, func: chainOf("reduceCall") },
      },
      pattern: {
        description: "One call, a chain of calls, or a dictionary of these by the value of 'groupBy'.",
        anyOf: [...chainOf("wellCall").anyOf, { type: "object", additionalProperties: chainOf("wellCall") }],
      },
      wellCall: { anyOf: [...callsOf("well"), ref("otherCall")] },
      reduceCall: { anyOf: [...callsOf("reduce"), ref("otherCall")] },
      otherCall: {
        ...callSchema,
        description: "A function of a module of your own.",
        properties: { ...callSchema.properties, use: moduleReference() },
      },
      ...Object.fromEntries(named),
    },
  });
}

/** The schema of a configuration file (`ohcs.config.yaml`). */
export function publishedConfigSchema(): PublishedSchema {
  return plain({ $schema: DRAFT, ...configFileSchema });
}

function entryOf(settings: object, required: readonly string[]) {
  return { type: "object", properties: settings, required: [...required, "func"], ...strict };
}

function chainOf(call: string) {
  return { anyOf: [ref(call), { type: "array", items: ref(call), minItems: 1 }] };
}

function moduleReference() {
  const [, reference] = callSchema.properties.use.anyOf;
  const description = "{ module: './my-functions.ts', export: 'myFilter' }, relative to this file, or a package.";
  return { ...reference, required: ["module"], description };
}

function ref(definition: string) {
  return { $ref: `#/definitions/${definition}` };
}

/** Without the marks that TypeBox adds to its schemas. */
function plain(schema: object): PublishedSchema {
  return JSON.parse(JSON.stringify(schema)) as PublishedSchema;
}
