import type { WorkerEvent } from "@ohcs/context";
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
  /** Ends the worker, and resolves once it is gone or cannot be waited for any longer. */
  kill(): Promise<void>;
}

/** What differs between threads and processes. */
export interface WorkerKind {
  readonly name: string;
  /** @throws `WORKER_SHAPE_UNKNOWN`, and what starting a thread or process throws */
  open(onEvent: (event: WorkerEvent) => void): WorkerHandle;
}
