import { defineCommand } from "../program/command.ts";

/** `ohcs schema`: what a file may say, for editors. */
export const schema = defineCommand({
  name: "schema",
  summary: "Print the JSON Schema of pipelines or of the configuration, for the help of an editor",
  arguments: { name: "pipeline or config" },
  options: {},
  examples: ["ohcs schema pipeline > pipeline.schema.json", "ohcs schema config > ohcs.config.schema.json"],
  run: async ({ name }) => (await import("../schema/show-schema.ts")).showSchema(name),
});
