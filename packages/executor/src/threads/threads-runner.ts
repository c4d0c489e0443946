import type { RunnerOptions, WellRunner } from "@ohcs/context";
import { startSlots } from "../slot/slot-session.ts";
import { threadKind } from "./thread-kind.ts";

export interface ThreadsRunnerOptions {
  /** URL of the worker's entry, for those who bundle. @default that of `@ohcs/executor/worker` */
  readonly workerUrl?: string;
  /** Limit of a thread's JavaScript heap in MiB. @default what Node decides */
  readonly heapMb?: number;
}

/**
 * Runs wells in worker threads: quick to start, one process. Contains everything but native aborts and kills, which end
 * the process as a whole. What a function writes straight to file descriptor 1 cannot be caught.
 */
export function threadsRunner(options: ThreadsRunnerOptions = {}): WellRunner {
  return Object.freeze({
    specVersion: 1,
    name: "threads",
    contains: Object.freeze(["throw", "rejection", "io", "exit", "endlessLoop", "heap", "arrayBuffer"] as const),
    start: async (start: RunnerOptions) => {
      const workerUrl = options.workerUrl ?? import.meta.resolve("@ohcs/executor/worker");
      return startSlots(threadKind({ workerUrl, heapMb: options.heapMb ?? null }), start);
    },
  });
}
