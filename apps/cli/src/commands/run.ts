import { defineCommand } from "../program/command.ts";
import { oneOf } from "../program/option-values.ts";
import { option } from "../program/options.ts";
import { jobOptions } from "./job-options.ts";

/** `ohcs run`: the main job. */
export const run = defineCommand({
  name: "run",
  summary: "Run a pipeline on a plate",
  arguments: { plate: "folder of the plate" },
  options: {
    ...jobOptions,
    runner: option("kind", "where wells run: inline, threads or processes", {
      usual: "threads",
      parse: oneOf("inline", "threads", "processes"),
    }),
    events: option("file", "write every event as a line of JSON; '-' is standard output"),
  },
  examples: ["ohcs run demo -p preset:stitch-and-count", "ohcs run demo -p pipeline.ts -o results --wells B02:C05"],
  run: async (values, session) => (await import("../job/run-plate.ts")).runPlate(values, session),
});
