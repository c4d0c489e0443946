import { type PublishedSchema, publishedConfigSchema, publishedPipelineSchema } from "@ohcs/compiler";
import { catalogueOf } from "@ohcs/context";
import * as ownFunctions from "@ohcs/functions";
import { didYouMean } from "ohcs/modules";
import { fail } from "../errors.ts";
import { EXIT, type Outcome } from "../program/session.ts";

const SCHEMAS: Readonly<Record<string, () => PublishedSchema>> = {
  pipeline: () => publishedPipelineSchema(catalogueOf({ "@ohcs/functions": { ...ownFunctions } })),
  config: publishedConfigSchema,
};

/** The JSON Schema of a kind of file, the same with and without `--json`. @throws `SCHEMA_UNKNOWN` */
export async function showSchema(name: string): Promise<Outcome> {
  const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name]?.() : undefined;
  if (schema === undefined) throw unknown(name);
  return { exitCode: EXIT.success, json: schema, text: () => `${JSON.stringify(schema, null, 2)}\n` };
}

function unknown(name: string): Error {
  const known = Object.keys(SCHEMAS);
  const remedy = didYouMean(name, known);
  return fail("SCHEMA_UNKNOWN", `Cannot print schema: expected one of '${known.join("', '")}', got '${name}'`, {
    details: { name, known },
    ...(remedy === null ? {} : { remedy }),
  });
}
