import type { MessagePort } from "node:worker_threads";
import type { WorkerEvent } from "@ohcs/context";
import type { HelperCounts } from "../helper-counts.ts";
import type { WorkerControl, WorkerReply, WorkerRequest } from "../protocol.ts";

/** How a worker ended by itself. */
export interface WorkerExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last it said on its error stream, where that is known. */
  readonly lastWords: string;
}

/** One live worker, seen from its slot. */
export interface WorkerHandle {
  /** Rejects where the worker ends while it answers. */
  call(request: WorkerRequest): Promise<WorkerReply>;
  control(message: WorkerControl): void;
  /** Resolves when the worker is gone, for whatever reason. */
  readonly gone: Promise<WorkerExit>;
  /** Aborted where its device does not open, for as many ms as it was waited for; of workers without one there is none. */
  readonly hung?: AbortSignal;
  /** Ends the worker, and resolves once it is gone or cannot be waited for any longer. */
  kill(): Promise<void>;
}

/** What differs between threads and processes. */
export interface WorkerKind {
  readonly name: string;
  /** What its workers know of others that would compute groups for them; null where none can. */
  readonly counts: HelperCounts | null;
  /** @throws `WORKER_SHAPE_UNKNOWN`, and what starting a thread or process throws */
  open(listener: WorkerListener): WorkerHandle;
}

/** Listener of a worker. */
export interface WorkerListener {
  readonly onEvents: (events: readonly WorkerEvent[]) => void;
  /**
   * The worker requests the computation of a group of its well; a listener that does not forward the port closes it.
   */
  readonly onHelp: (port: MessagePort) => void;
}
