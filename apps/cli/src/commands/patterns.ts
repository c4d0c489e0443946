import { defineCommand } from "../program/command.ts";

/** `ohcs patterns`: the naming schemes that `--pattern` takes by name. */
export const patterns = defineCommand({
  name: "patterns",
  summary: "List the naming schemes that --pattern takes by name",
  arguments: {},
  options: {},
  examples: ["ohcs patterns", "ohcs inspect images --pattern vitra"],
  run: async () => (await import("../catalogue/list-patterns.ts")).listPatterns(),
});
