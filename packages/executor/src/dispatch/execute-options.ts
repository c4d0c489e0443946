import type {
  ArtifactFile,
  CompiledPlate,
  GpuUse,
  Json,
  RunnerUse,
  Table,
  WellRunner,
  WorkerStartup,
} from "@ohcs/context";
import type { PlateOutputs, RunHost, SourceFacts } from "@ohcs/records";
import type { GpuWorkers } from "../gpu/gpu-workers.ts";
import type { ResumeOptions } from "./resume-options.ts";

/** What a run needs. */
export interface ExecuteOptions {
  readonly plate: CompiledPlate;
  readonly runner: WellRunner;
  /** How the user named it, for the record: whoever goes on with the run loads it again. */
  readonly runnerUse?: RunnerUse;
  /** Wells at the same time, at most: a whole number, at least 1. */
  readonly workers: number;
  /**
   * Where wells run that compute on a GPU; asked for only where there are any, with the most bytes that the images of one of them
   * take there. Without it they fail, or run on the CPU where they may.
   */
  readonly gpu?: (peakBytes: number) => Promise<GpuWorkers>;
  /** How those GPUs are used, for the record: whoever goes on with the run will use them likewise. */
  readonly gpuUse?: GpuUse;
  /** Where workers find modules and folders; `roots.output` is the output plate. */
  readonly startup: Omit<WorkerStartup, "runId">;
  readonly host: RunHost;
  /** Supplied tables and JSON by the SHA-256 that contexts name. */
  readonly supplied?: Readonly<Record<string, Table | Json>>;
  /** Bundled user modules by their name in references: `user:<sha256>` → text of an ES module. */
  readonly userModules?: Readonly<Record<string, string>>;
  /**
   * Keeps what an earlier run finished: wells and reductions whose record has their fingerprint and whose outputs verify
   * are skipped.
   * @default false
   */
  readonly resume?: boolean | ResumeOptions;
  /**
   * Name of the step at which wells begin, or its number as `ohcs plan` shows it: the steps before are not run again, what
   * they left in the output plate stands in for them. With `resume`, for the wells that are due.
   */
  readonly fromStep?: string;
  /** Size and time of change of each source image by path, so that it can be said later which of them changed. */
  readonly sources?: SourceFacts;
  /** Most bytes of samples that all wells together may hold: each gets an equal share. null for no limit. @default null */
  readonly memoryBudgetBytes?: number | null;
  /** What the well that needs most is expected to hold, as the compiler estimates it. */
  readonly expectedWellBytes?: number | null;
  /**
   * Lets fewer wells run at the same time where memory gets short or a worker brings nothing, and more where there is room:
   * between one and `workers`. @default whether there is a budget
   */
  readonly adaptWidth?: boolean;
  /** Root of the output plate of another run: its artifacts stand in for those that this run's reductions would make. */
  readonly artifactsFrom?: string;
  /** Artifacts that the run which is gone on with took over, and that lie in the output. `artifactsFrom` wins over them. */
  readonly takenOver?: readonly ArtifactFile[];
  /** What plates committed, for reductions over plates; their wells in what is executed are these plates. */
  readonly plates?: readonly PlateOutputs[];
  /**
   * Takes the lock of the output plate from a run of another machine, or a container that is gone: of these cannot be seen
   * whether they still run, so whoever sets this must know. From a process that runs here it is never taken. @default false
   */
  readonly stealLock?: boolean;
  readonly signal?: AbortSignal;
  /** How long running wells may take to stop after a cancellation, ms; `Infinity` for as long as they like. @default 10000 */
  readonly graceMs?: number;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}
