import { defineCommand } from "../program/command.ts";

/** `ohcs status`: the state of the latest run of an output plate. */
export const status = defineCommand({
  name: "status",
  summary: "Show the state of every well of an output plate",
  arguments: { output: "folder of the output plate, or of several" },
  options: {},
  examples: ["ohcs status demo/synth_openhcs"],
  run: async ({ output }, session) => (await import("../stored/show-status.ts")).showStatus(output, session),
});
