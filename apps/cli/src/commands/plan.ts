import { defineCommand } from "../program/command.ts";
import { option } from "../program/options.ts";
import { jobOptions } from "./job-options.ts";

/** `ohcs plan`: what a run would do, and everything that speaks against it. */
export const plan = defineCommand({
  name: "plan",
  summary: "Compile a pipeline for plates and show plan, problems and estimates; touches nothing",
  arguments: { "plates...": "folders of the plates" },
  options: {
    ...jobOptions,
    save: option("file", "save the compiled plan for 'ohcs run --plan'; without it nothing is touched"),
  },
  examples: [
    "ohcs plan demo -p preset:stitch-and-count",
    "ohcs plan demo -p pipeline.ts --json",
    "ohcs plan demo -p pipeline.ts --save plan.json",
  ],
  run: async (values, session) => (await import("../job/plan-plates.ts")).planPlates(values, session),
});
