import { defineCommand } from "../program/command.ts";

/** `ohcs why`: what speaks for running a well again. */
export const why = defineCommand({
  name: "why",
  summary: "Explain why a well has to be run again, or was: which input, parameter or version changed",
  arguments: {
    output: "folder of the output plate, or of several",
    well: "the well: A01; of several plates, PLATE/A01",
  },
  options: {},
  examples: ["ohcs why demo/synth_openhcs B02", "ohcs why results plate1/B02"],
  run: async ({ output, well }, session) =>
    (await import("../stored/explain-why.ts")).explainWhy(output, well, session),
});
