import { defineCommand } from "../program/command.ts";
import { watchOptions } from "./job-options.ts";

/** `ohcs attach`: takes the place of a command that was lost while its wells ran elsewhere. */
export const attach = defineCommand({
  name: "attach",
  summary: "Go on with a run on other machines whose command was lost; its wells have gone on meanwhile",
  arguments: { output: "folder of the output plate" },
  options: watchOptions,
  examples: ["ohcs attach results/plate1_openhcs"],
  run: async (values, session) => (await import("../stored/resume-output.ts")).attachOutput(values, session),
});
