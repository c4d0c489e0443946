import { defineRunner, type WellRunner } from "@ohcs/context";
import { REMOTE_OPTIONS, remoteRunner } from "../session/remote-runner.ts";
import { relayOf } from "./relay.ts";
import { SlurmEngine, type SlurmRunnerOptions } from "./slurm-engine.ts";

const SLOTS = 4;
const WELLS_PER_TASK = 24;
const HELD_MS = 60_000;

/**
 * Runs wells as tasks of arrays, by the command line of Slurm: `sbatch`, `squeue`, `scancel`. In a job that {@link submitDriver} submitted
 * the process ends where it would wait, and the next one goes on when the tasks are over.
 */
export function slurmRunner(options: SlurmRunnerOptions = {}): WellRunner {
  const relay = relayOf();
  const place = {
    slots: options.slots ?? SLOTS,
    wellsPerTask: options.wellsPerTask ?? WELLS_PER_TASK,
    parallel: options.parallel ?? Number.POSITIVE_INFINITY,
    sbatch: options.sbatch ?? [],
    gpu: options.gpu ?? ["--gres=gpu:1"],
    command: options.command ?? [process.execPath, process.argv[1] ?? "ohcs", "worker"],
    heldMs: options.heldMs ?? HELD_MS,
    relay,
  };
  const manner = relay === null ? options : { ...options, attach: true };
  return remoteRunner("slurm", manner, (start) => SlurmEngine.open(place, start));
}

/** The runner `slurm`, to be named by its module. */
export const slurm = defineRunner<SlurmRunnerOptions>({
  name: "slurm",
  version: "1.0.0",
  options: {
    slots: "count",
    wellsPerTask: "count",
    parallel: "count",
    sbatch: "texts",
    gpu: "texts",
    command: "texts",
    heldMs: "amount",
    ...REMOTE_OPTIONS,
  },
  create: slurmRunner,
});
