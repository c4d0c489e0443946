import { defineRunner, type WellRunner } from "@ohcs/context";
import { REMOTE_OPTIONS, type RemoteRunnerOptions, remoteRunner } from "../session/remote-runner.ts";
import { relayOf } from "./relay.ts";
import { SlurmEngine } from "./slurm-engine.ts";

export interface SlurmRunnerOptions extends RemoteRunnerOptions {
  /** Wells of a task at the same time, each on a core of its own. @default 4 */
  readonly slots?: number;
  /** Wells of a task: clusters ask for tasks of some minutes. @default 24 */
  readonly wellsPerTask?: number;
  /** Tasks at the same time, at most. @default as many as Slurm gives */
  readonly parallel?: number;
  /** More options of `sbatch`: time, memory, partition, account. @default none */
  readonly sbatch?: readonly string[];
  /** More options of `sbatch` for wells that were compiled for a GPU. @default ["--gres=gpu:1"] */
  readonly gpu?: readonly string[];
  /** What runs a task on a node, with its first arguments. @default this program's `ohcs worker`, which nodes have at the same path */
  readonly command?: readonly string[];
  /** How long tasks may be held back, or their nodes be down, before their wells fail, ms. @default 60000 */
  readonly heldMs?: number;
}

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
    parallel: options.parallel ?? null,
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
