import { defineCommand } from "../program/command.ts";
import { configOptions } from "./job-options.ts";

/** `ohcs gpus`: which GPUs are there, and do they compute? */
export const gpus = defineCommand({
  name: "gpus",
  summary: "List the GPUs of this machine, each tested, or the reason why there is none",
  arguments: {},
  options: { set: configOptions.set },
  examples: ["ohcs gpus", "ohcs gpus --json", "ohcs gpus --set gpuMemoryBytes.nvidia-h100-pcie=80e9"],
  run: async (values, session) => (await import("../gpus/show-gpus.ts")).showGpus(values, session),
});
