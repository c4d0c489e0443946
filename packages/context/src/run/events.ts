import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { GpuCounts } from "../gpu/gpu-counts.ts";
import type { WorkerTuning } from "../ports/worker-tuning.ts";
import type { LogLevel } from "./log-level.ts";
import type { PlateStatus } from "./plate-result.ts";
import type { WellResult, WellStatus } from "./well-result.ts";

interface StepPlace {
  readonly index: number;
  readonly name: string;
}

/** Memory of a worker at the end of a step. */
export interface MemoryReport {
  /** JavaScript heap in use, garbage included; null where the platform does not say. */
  readonly heapBytes: number | null;
  /** Array buffers of the worker, garbage included; null where the platform does not say. */
  readonly arrayBufferBytes: number | null;
  /** Samples that the well holds: read, computed, and kept for later steps. */
  readonly heldBytes: number;
  /** Its peak so far. */
  readonly peakBytes: number;
}

/** What workers report while a context runs. */
export type WorkerEvent =
  | { readonly type: "stepStarted"; readonly well: string; readonly step: StepPlace; readonly steps: number }
  | {
      readonly type: "stepProgress";
      readonly well: string;
      readonly step: StepPlace;
      readonly done: number;
      readonly of: number;
    }
  | {
      readonly type: "stepFinished";
      readonly well: string;
      readonly step: StepPlace;
      readonly durationMs: number;
      readonly readBytes: number;
      /** Of what it stores, as far as that is durable by now; the result has all of it. */
      readonly writtenBytes: number;
      readonly memory: MemoryReport;
      /** What the step did on a GPU; absent where it did nothing there. */
      readonly gpu?: GpuCounts;
    }
  | {
      readonly type: "log";
      readonly well: string | null;
      readonly level: LogLevel;
      readonly text: string;
    }
  | {
      readonly type: "quality";
      readonly well: string;
      readonly step: StepPlace;
      readonly name: string;
      readonly value: Readonly<Record<string, number | boolean | string | null>>;
    };

/** Why the number of wells that run at the same time changed: too little memory, nothing gained by the last worker, or room for another. */
export type WidthReason = "memory" | "throughput" | "room";

/** What the dispatcher reports. */
export type DispatchEvent =
  | {
      readonly type: "runStarted";
      readonly plateId: string;
      readonly wells: number;
      /** Set where reductions over plates run, which have plates in place of wells. */
      readonly unit?: "plate";
      readonly runner: string;
      readonly workers: number;
      /** How many of the wells compute on GPUs, in processes of their own beside the workers; absent if none does. */
      readonly gpuWells?: number;
      /** How workers process their wells; absent in runs of earlier versions. */
      readonly tuning?: Required<WorkerTuning>;
    }
  | {
      readonly type: "widthChanged";
      readonly from: number;
      readonly to: number;
      readonly reason: WidthReason;
    }
  | { readonly type: "fallbackInline"; readonly reason: string }
  /** Tuning that is requested and would be useful, but that the runner does not support. */
  | { readonly type: "tuningIgnored"; readonly option: "spread"; readonly runner: string }
  | {
      readonly type: "phaseStarted";
      readonly phase: number;
      readonly kind: "map" | "reduce";
      readonly name: string;
      readonly contexts: number;
    }
  | { readonly type: "phaseFinished"; readonly phase: number; readonly status: string }
  | { readonly type: "wellQueued"; readonly well: string }
  | {
      readonly type: "wellStarted";
      readonly well: string;
      readonly attempt: number;
      /** The lane of the run that it occupies, exclusively; `worker` of its result is the worker that computed it. */
      readonly worker: string;
    }
  | { readonly type: "wellFinished"; readonly well: string; readonly status: WellStatus; readonly result: WellResult }
  | { readonly type: "wellRetried"; readonly well: string; readonly attempt: number; readonly code: string }
  /** The well failed on its GPU and is computed on the CPU instead. */
  | {
      readonly type: "wellFellBack";
      readonly well: string;
      readonly adapter: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: "diagnostics"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly type: "dropped"; readonly count: number }
  | { readonly type: "runFinished"; readonly status: PlateStatus; readonly durationMs: number };

/** An event of a run with its place in the sequence; `t` in ms since the run started, monotonic. */
export type RunEvent = (WorkerEvent | DispatchEvent) & {
  readonly v: 1;
  readonly seq: number;
  readonly t: number;
  readonly runId: string;
};
