import { defineCommand } from "../program/command.ts";

/** `ohcs gpus`: which GPUs are there, and do they compute? */
export const gpus = defineCommand({
  name: "gpus",
  summary: "List the GPUs of this machine, each tested, or the reason why there is none",
  arguments: {},
  options: {},
  examples: ["ohcs gpus", "ohcs gpus --json"],
  run: async () => (await import("../gpus/show-gpus.ts")).showGpus(),
});
