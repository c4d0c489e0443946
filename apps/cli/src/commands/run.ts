import { defineCommand } from "../program/command.ts";
import { flag } from "../program/options.ts";
import { jobOptions, resumeOptions, watchOptions } from "./job-options.ts";

/** `ohcs run`: the main job. */
export const run = defineCommand({
  name: "run",
  summary: "Run a pipeline on a plate",
  arguments: { plate: "folder of the plate" },
  options: {
    ...jobOptions,
    ...watchOptions,
    resume: flag("skip wells that an earlier run finished"),
    ...resumeOptions,
  },
  examples: [
    "ohcs run demo -p preset:stitch-and-count",
    "ohcs run demo -p pipeline.ts -o results --wells B02:C05",
    "ohcs run demo -p pipeline.ts --resume",
  ],
  run: async (values, session) => (await import("../job/run-plate.ts")).runPlate(values, session),
});
