import type { ContributorStatus } from "../function/function-implementation.ts";
import type { WorkerEvent } from "../run/events.ts";
import type { WellGpu } from "../run/gpu-use.ts";
import type { PlateFile } from "../run/plate-file.ts";
import type { StartingPoint } from "../run/stored-step.ts";
import type { WellFile } from "../run/well-file.ts";
import type { ArtifactFile, WellResult } from "../run/well-result.ts";
import type { WorkerTuning } from "./worker-tuning.ts";

/** Failures that a runner can confine to the result of one well. */
export type FailureMode =
  | "throw"
  | "rejection"
  | "io"
  | "exit"
  | "endlessLoop"
  | "heap"
  | "arrayBuffer"
  | "abort"
  | "kill";

/** Start-up data of a worker: everything that depends on this machine and is therefore in no context. */
export interface WorkerStartup {
  /** Module name of a reference → URL to import. */
  readonly modules: Readonly<Record<string, string>>;
  /** Name of a root in a backend reference → absolute folder. */
  readonly roots: Readonly<Record<string, string>>;
  readonly runId: string;
  readonly tuning?: WorkerTuning;
  /** How many workers run wells beside each other on the machine; a runner that starts several there says so. @default 1 */
  readonly workers?: number;
  /** Modules that the run's wells use, which a worker may import before its first well. @default none */
  readonly expected?: readonly string[];
}

/** One context to run. */
export interface WellTask {
  /** The wire form of a context. */
  readonly context: string;
  readonly wellId: string;
  readonly attempt: number;
  /** Milliseconds until the well is ended from outside; null for none. */
  readonly deadlineMs: number | null;
  /** Milliseconds that steps may take, by their index; a step that is not here may take as long as the well. */
  readonly stepDeadlinesMs?: Readonly<Record<number, number>>;
  /** Most bytes of samples that the well may hold at the same time; null or absent for no limit. */
  readonly memoryBytes?: number | null;
  /** For reductions: how each selected well ended; each plate for those over plates. */
  readonly contributors: readonly ContributorStatus[];
  /** The locations of the artifacts that the context reads; absent if it reads none. */
  readonly artifacts?: readonly ArtifactFile[];
  /** The inputs of a reduction over the plate, from the contributing wells; absent for others. */
  readonly wellFiles?: readonly WellFile[];
  /** The inputs of a reduction over plates, from those that contribute, plate by plate; absent for others. */
  readonly plateFiles?: readonly PlateFile[];
  /**
   * Size and time of change of the context's images at compile time, in their order; null for images for which it is
   * unknown. Absent if it is unknown for all.
   */
  readonly sources?: readonly (readonly [bytes: number, mtimeMs: number] | null)[];
  /** Replaces the first steps, which are not run again; absent if the context runs from its beginning. */
  readonly begin?: StartingPoint;
  /** The GPU that it needs; with a fallback, calls that have CPU code run on the CPU. Absent if it needs none. */
  readonly gpu?: WellGpu;
}

/** How a runner is started. */
export interface RunnerOptions {
  readonly width: number;
  readonly startup: WorkerStartup;
  readonly onEvent: (event: WorkerEvent) => void;
}

/** Workers that are ready. `run` never rejects: every failure becomes the result of that well. */
export interface RunnerSession {
  readonly width: number;
  run(task: WellTask, signal: AbortSignal): Promise<WellResult>;
  /** Ends idle workers beyond the first `width`; they are started again when needed. */
  rest?(width: number): Promise<void>;
  close(): Promise<void>;
}

/** The port behind which wells run: inline, in threads, in processes, or on a cluster. */
export interface WellRunner {
  readonly specVersion: 1;
  readonly name: string;
  readonly contains: readonly FailureMode[];
  /** Can workers without a well of their own compute groups of a well that runs on another? @default false */
  readonly spreads?: boolean;
  /**
   * Do wells run on machines of their own, which say themselves how many they run and what each may hold? Then all wells are
   * given at once, and where it does not start, the run does not begin.
   * @default false
   */
  readonly isRemote?: boolean;
  start(options: RunnerOptions): Promise<RunnerSession>;
}
