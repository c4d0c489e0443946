import type { GpuUse, WellRunner, WorkerTuning } from "@ohcs/context";
import type { Verification } from "@ohcs/records";

/** How any plate is run: where its wells run, with how much of the machine, and what is kept of earlier runs. */
export interface RunSettings {
  readonly runner: WellRunner;
  /** Wells at the same time, at most: a whole number, at least 1. */
  readonly workers: number;
  /** How workers go about their wells; no result depends on it. */
  readonly tuning?: WorkerTuning;
  /** Most bytes of samples that all wells together may hold: each gets an equal share. null for no limit. @default null */
  readonly memoryBudgetBytes?: number | null;
  /**
   * Lets fewer wells run at the same time where memory gets short or a worker brings nothing, and more where there is room:
   * between one and `workers`. @default whether there is a budget
   */
  readonly adaptWidth?: boolean;
  /** How GPUs are used, for the record: resuming the run uses them in the same way. */
  readonly gpuUse?: GpuUse;
  /**
   * Keeps what an earlier run finished: wells and reductions whose record has their fingerprint and whose outputs verify
   * are skipped.
   * @default false
   */
  readonly resume?: boolean | ResumeOptions;
  /**
   * Name of the step at which wells begin, or its number as `ohcs plan` shows it: the steps before are not run again, what
   * they left in the output plate is used instead. With `resume`, for the wells that are due.
   */
  readonly fromStep?: string;
  /** Root of the output plate of another run: its artifacts stand in for those that this run's reductions would make. */
  readonly artifactsFrom?: string;
  /**
   * Takes the lock of the output plate from a run of another machine, or a container that is gone: these cannot be
   * observed, so the caller must know that they are gone. It is never taken from a process that runs here. @default
   * false
   */
  readonly stealLock?: boolean;
  readonly signal?: AbortSignal;
  /** How long running wells may take to stop after a cancellation, ms; `Infinity` for as long as they like. @default 10000 */
  readonly graceMs?: number;
}

/** How a run makes use of what an earlier one finished. */
export interface ResumeOptions {
  /** How outputs are proved before their well is skipped. @default "hash" */
  readonly verify?: Verification;
  /** Runs again only wells that failed; others without a valid result are left out, with an error that says so. @default false */
  readonly onlyFailed?: boolean;
}

/** The selection, completed; null if everything is to be run. */
export function resumeFrom({ resume = false }: Pick<RunSettings, "resume">): Required<ResumeOptions> | null {
  if (resume === false) return null;
  const { verify = "hash", onlyFailed = false } = resume === true ? {} : resume;
  return { verify, onlyFailed };
}
