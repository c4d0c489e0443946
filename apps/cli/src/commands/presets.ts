import { defineCommand } from "../program/command.ts";

/** `ohcs presets`: the built-in pipelines. */
export const presets = defineCommand({
  name: "presets",
  summary: "List the built-in pipelines, or print one",
  arguments: { "name?": "preset to print, as JSON that can be saved and changed" },
  options: {},
  examples: ["ohcs presets", "ohcs presets stitch-and-count > pipeline.json"],
  run: async ({ name }) => (await import("../catalogue/list-presets.ts")).listPresets(name),
});
