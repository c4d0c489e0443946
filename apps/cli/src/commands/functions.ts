import { defineCommand } from "../program/command.ts";

/** `ohcs functions`: the catalogue. */
export const functions = defineCommand({
  name: "functions",
  summary: "List the image functions, or describe one",
  arguments: { "name?": "function to describe" },
  options: {},
  examples: ["ohcs functions", "ohcs functions gaussianBlur"],
  run: async ({ name }) => (await import("../catalogue/list-functions.ts")).listFunctions(name),
});
