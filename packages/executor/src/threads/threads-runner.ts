import type { RunnerOptions, WellRunner } from "@ohcs/context";
import { machineMemory, readMemory } from "../memory/machine-memory.ts";
import { isMemoryShort, limitsOf, type MemoryGuard } from "../memory/memory-guard.ts";
import { startSlots } from "../slot/slot-session.ts";
import { threadKind } from "./thread-kind.ts";

export interface ThreadsRunnerOptions {
  /** URL of the worker's entry, for those who bundle. @default that of `@ohcs/executor/worker` */
  readonly workerUrl?: string;
  /** Limit of a thread's JavaScript heap in MiB. @default what Node decides */
  readonly heapMb?: number;
  /** When the worker that has been silent longest is ended because memory is short. */
  readonly memory?: MemoryGuard;
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
    spreads: true,
    start: async (start: RunnerOptions) => {
      const workerUrl = options.workerUrl ?? import.meta.resolve("@ohcs/executor/worker");
      const limits = limitsOf(options.memory ?? {}, machineMemory(), 1);
      const isShort = () => isMemoryShort(readMemory(), limits);
      return startSlots(threadKind({ workerUrl, heapMb: options.heapMb ?? null }), start, isShort);
    },
  });
}
