import { defineCommand } from "../program/command.ts";
import { integer, list, oneOf, positive } from "../program/option-values.ts";
import { option, repeatableOption } from "../program/options.ts";
import { mount } from "../remote/mount-value.ts";

/** `ohcs worker`: this machine runs wells of runs that others began. */
export const worker = defineCommand({
  name: "worker",
  summary: "Run wells of runs that other machines began, until it is ended",
  arguments: {},
  options: {
    slots: option("n", "wells at the same time", { usual: "one per core", parse: integer(1) }),
    class: option("list", "classes of machines that it is of: cpu,gpu", { usual: "cpu", parse: list }),
    mount: repeatableOption("name=folder", "where this machine has a folder that others name by a mount", mount),
    lock: option("seconds", "after how long without a sign of it others get its wells", {
      usual: "60",
      parse: positive,
    }),
    prefix: option("name", "what the keys of its queues begin with", { usual: "ohcs" }),
    runner: option("name", "where its wells run: threads or processes", {
      usual: "threads",
      parse: oneOf("threads", "processes"),
    }),
    chunks: option("file", "run one task of an array, and end: what the runner slurm submits"),
  },
  examples: [
    "OHCS_REDIS_URL=redis://lab-server:6379 ohcs worker",
    "ohcs worker --slots 8 --mount plates=/mnt/nas/plates --mount results=/scratch/results",
  ],
  run: async (values, session) => (await import("../remote/run-worker.ts")).runWorker(values, session),
});
