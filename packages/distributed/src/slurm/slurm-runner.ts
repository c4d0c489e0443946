import { defineRunner, type RunnerOptions, type WellRunner } from "@ohcs/context";
import { type RemoteRunnerOptions, startRemoteSession } from "../session/start-session.ts";
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
  /** What runs a task on a node, with its first arguments. @default this program's `ohcs worker`, which nodes have at the same path */
  readonly command?: readonly string[];
  /** How long tasks may be held back, or their nodes be down, before their wells fail, ms. @default 60000 */
  readonly heldMs?: number;
}

const SLOTS = 4;
const WELLS_PER_TASK = 24;
const HELD_MS = 60_000;

/** Runs wells as tasks of arrays, by the command line of Slurm: `sbatch`, `squeue`, `scancel`. */
export function slurmRunner(options: SlurmRunnerOptions = {}): WellRunner {
  const place = {
    slots: options.slots ?? SLOTS,
    wellsPerTask: options.wellsPerTask ?? WELLS_PER_TASK,
    parallel: options.parallel ?? null,
    sbatch: options.sbatch ?? [],
    command: options.command ?? [process.execPath, process.argv[1] ?? "ohcs", "worker"],
    heldMs: options.heldMs ?? HELD_MS,
  };
  return Object.freeze({
    specVersion: 1,
    name: "slurm",
    isRemote: true,
    contains: Object.freeze(["throw", "rejection", "io", "exit", "endlessLoop", "heap", "arrayBuffer"] as const),
    start: (start: RunnerOptions) =>
      startRemoteSession(start, options, "slurm", (begun) => SlurmEngine.open(place, begun)),
  });
}

/** The runner `slurm`, to be named by its module. */
export const slurm = defineRunner<SlurmRunnerOptions>({ name: "slurm", version: "1.0.0", create: slurmRunner });
