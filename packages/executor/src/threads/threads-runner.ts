import { defineRunner, type RunnerOptions, type WellRunner } from "@ohcs/context";
import { machineMemory, readMemory } from "../memory/machine-memory.ts";
import { isMemoryShort, limitsOf, type MemoryGuard } from "../memory/memory-guard.ts";
import { startSlots } from "../slot/slot-session.ts";
import { threadKind } from "./thread-kind.ts";

export interface ThreadsRunnerOptions {
  /** URL of the worker's entry, for those who bundle. @default that of `@ohcs/executor/worker` */
  readonly workerUrl?: string;
  /** Limit of a thread's JavaScript heap in MiB. @default what Node decides */
  readonly heapMb?: number;
  /**
   * Limit of that part of a thread's heap in which values begin, in MiB. V8 would grow it to 48: garbage, and the pixels that it
   * holds on to, would be collected later. Functions that make much garbage may gain time by more.
   * @default 6
   */
  readonly youngHeapMb?: number;
  /** When the worker that has been silent longest is ended because memory is short. */
  readonly memory?: MemoryGuard;
}

const YOUNG_HEAP_MB = 6;

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
      const { heapMb = null, youngHeapMb = YOUNG_HEAP_MB } = options;
      return startSlots(threadKind({ workerUrl, heapMb, youngHeapMb }), start, isShort);
    },
  });
}

/** The runner `threads`, to be named by its module. */
export const threads = defineRunner<ThreadsRunnerOptions>({
  name: "threads",
  version: "1.0.0",
  options: { workerUrl: "text", heapMb: "amount", youngHeapMb: "amount", memory: "record" },
  create: threadsRunner,
});
