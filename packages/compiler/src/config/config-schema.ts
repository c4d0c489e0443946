import { configSchema, type ResolvedConfig, type TSchema, Type } from "@ohcs/context";

const { properties: fields } = configSchema;

/** The default configuration. `numWorkers` is 1: callers that know the machine set it. */
export const DEFAULT_CONFIG = defaultsOf(fields) as unknown as ResolvedConfig;

function defaultsOf(schemas: Readonly<Record<string, TSchema>>): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(schemas).map(([name, { properties, default: value }]) => {
    return [name, properties === undefined ? Object.freeze(value) : defaultsOf(properties)];
  });
  return Object.freeze(Object.fromEntries(defaults));
}

/** The JSON Schema of a configuration file (`ohcs.config.yaml`): a layer, and sections for plates by name. */
export const configFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    ...fields,
    plates: Type.Optional(
      Type.Record(Type.String(), Type.Object(fields, { additionalProperties: false }), {
        description: "Settings of single plates by the name of their folder; they override those above.",
      }),
    ),
  },
  { $id: "urn:ohcs:config:1", title: "OHCS configuration file", additionalProperties: false },
);
