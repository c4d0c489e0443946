import { defineCommand } from "../program/command.ts";
import { flag, option } from "../program/options.ts";
import { jobOptions, resumeOptions, watchOptions } from "./job-options.ts";

/** `ohcs run`: the main job. */
export const run = defineCommand({
  name: "run",
  summary: "Run a pipeline on plates, or a plan that was saved",
  arguments: { "plates...?": "folders of plates, run one after the other; of a plan, where its plate lies here" },
  options: {
    ...jobOptions,
    pipeline: option("pipeline", jobOptions.pipeline.summary, { short: "p" }),
    plan: option("file", "run what 'ohcs plan --save' compiled, here or on another machine"),
    ...watchOptions,
    resume: flag("skip wells that an earlier run finished"),
    ...resumeOptions,
    artifactsFrom: option("output", "take the artifacts of an earlier run's output plate, in place of making them"),
  },
  examples: [
    "ohcs run demo -p preset:stitch-and-count",
    "ohcs run demo -p pipeline.ts -o results --wells B02:C05",
    "ohcs run demo -p pipeline.ts --resume",
    "ohcs run plate1 plate2 plate3 -p pipeline.ts -o results",
    "ohcs run --plan plan.json -o results",
  ],
  run: async (values, session) => (await import("../job/run-job.ts")).runJob(values, session),
});
