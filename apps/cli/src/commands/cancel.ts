import { defineCommand } from "../program/command.ts";

/** `ohcs cancel`: ends a run on other machines. */
export const cancel = defineCommand({
  name: "cancel",
  summary: "Cancel a run on other machines, from any of them",
  arguments: { output: "folder of the output plate" },
  options: {},
  examples: ["ohcs cancel results/plate1_openhcs"],
  run: async ({ output }, session) => (await import("../remote/cancel-run.ts")).cancelRun(output, session),
});
