import { defineCommand } from "../program/command.ts";

/** `ohcs logs`: what a well said. */
export const logs = defineCommand({
  name: "logs",
  summary: "Show the last lines that a well logged, and how it ended",
  arguments: {
    output: "folder of the output plate, or of several",
    well: "the well: A01; of several plates, PLATE/A01",
  },
  options: {},
  examples: ["ohcs logs demo/synth_openhcs B02", "ohcs logs results plate1/B02"],
  run: async ({ output, well }, session) => (await import("../stored/show-logs.ts")).showLogs(output, well, session),
});
