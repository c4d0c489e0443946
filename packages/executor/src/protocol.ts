import type { WellResult, WellTask, WorkerStartup } from "@ohcs/context";

/** Data that crosses between a slot and its worker. Events go beside it, as they happen. */
export type WorkerRequest = StartRequest | RunRequest;

/** The first request of every worker. */
export interface StartRequest {
  readonly kind: "start";
  readonly startup: WorkerStartup;
  /** The worker's name in results. */
  readonly worker: string;
}

/** What a worker process says on its error stream before it ends itself because memory is short. */
export const MEMORY_SHORT_WORDS = "the memory of the machine runs short: this worker ends";

/** One well, or one reduction. */
export interface RunRequest {
  readonly kind: "run";
  readonly task: WellTask;
}

/** What a worker answers, always: it never rejects by itself. */
export interface WorkerReply {
  /** Null for the answer to a start. */
  readonly result: WellResult | null;
  /** Events sent since the worker started, so that the slot can wait for those that are still on their way. */
  readonly events: number;
  /** Something of the well may still be going on: the worker must be replaced. */
  readonly spoiled: boolean;
}

/** What a slot tells its worker while a well runs. */
export interface WorkerControl {
  readonly kind: "abort";
}
