import { defineCommand } from "../program/command.ts";

/** `ohcs status`: where the latest run of an output plate stands. */
export const status = defineCommand({
  name: "status",
  summary: "Show where every well of an output plate stands",
  arguments: { output: "folder of the output plate, or of several" },
  options: {},
  examples: ["ohcs status demo/synth_openhcs"],
  run: async ({ output }, session) => (await import("../stored/show-status.ts")).showStatus(output, session),
});
