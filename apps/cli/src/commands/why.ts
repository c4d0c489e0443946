import { defineCommand } from "../program/command.ts";

/** `ohcs why`: what speaks for running a well again. */
export const why = defineCommand({
  name: "why",
  summary: "Explain why a well has to be run again, or was: which input, parameter or version changed",
  arguments: { output: "folder of the output plate", well: "the well: A01" },
  options: {},
  examples: ["ohcs why demo/synth_openhcs B02"],
  run: async ({ output, well }, session) =>
    (await import("../stored/explain-why.ts")).explainWhy(output, well, session),
});
