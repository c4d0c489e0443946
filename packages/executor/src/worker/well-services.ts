import type { WorkerEvent, WorkerStartup } from "@ohcs/context";
import type { LoadModule } from "@ohcs/filemanager";
import type { BufferPool } from "./buffers/buffer-pool.ts";
import type { WorkerGpu } from "./gpu/worker-gpu.ts";
import type { Helpers } from "./spread/helpers.ts";
import type { WellLog } from "./well-log.ts";

/** What a well gets from the place where it runs: thread, process, or the caller's own. */
export interface WellServices {
  readonly startup: WorkerStartup;
  readonly load: LoadModule;
  /** Memory for samples that wells of one worker hand on to each other; without it each takes its own. */
  readonly buffers?: BufferPool;
  /** What backends of one worker found out for each other. */
  readonly notes?: Map<string, unknown>;
  /** Workers that compute groups for this one; without them it does all itself. */
  readonly helpers?: Helpers;
  /** The device of this worker; without it calls for a GPU fail. */
  readonly gpu?: WorkerGpu;
  readonly emit: (event: WorkerEvent) => void;
  readonly log: WellLog;
  readonly signal: AbortSignal;
  /** Looks at what the functions of the well, which have ended, left changed for later wells. */
  readonly look?: () => void;
  /** Has the thread nothing to do but this well, so that it may wait for files where the well must? @default false */
  readonly mayBlock?: boolean;
  /** Name of the worker, for results. */
  readonly worker: string;
}
