import { defineCommand } from "../program/command.ts";
import { integer } from "../program/option-values.ts";
import { option } from "../program/options.ts";
import { resumeOptions, runnerOptions, watchOptions } from "./job-options.ts";

/** `ohcs resume`: continues a run as it was compiled. */
export const resume = defineCommand({
  name: "resume",
  summary: "Go on with the latest run of an output plate; finished wells are skipped",
  arguments: { output: "folder of the output plate" },
  options: {
    workers: option("n", "wells at the same time", { usual: "as before", parse: integer(1) }),
    ...runnerOptions("as before"),
    ...watchOptions,
    ...resumeOptions,
  },
  examples: ["ohcs resume demo/synth_openhcs", "ohcs resume results --only-failed"],
  run: async (values, session) => (await import("../stored/resume-output.ts")).resumeOutput(values, session),
});
