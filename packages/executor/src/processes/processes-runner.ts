import { defineRunner, type RunnerOptions, type WellRunner } from "@ohcs/context";
import { machineMemory } from "../memory/machine-memory.ts";
import { limitsOf, type MemoryGuard } from "../memory/memory-guard.ts";
import { startSlots } from "../slot/slot-session.ts";
import { processKind } from "./process-kind.ts";

export interface ProcessesRunnerOptions {
  /** URL of the worker's entry, for those who bundle. @default that of `@ohcs/executor/worker-process` */
  readonly workerUrl?: string;
  /** Limit of a process's JavaScript heap in MiB. @default what Node decides */
  readonly heapMb?: number;
  /** When a worker that holds too much is ended because memory is short. */
  readonly memory?: MemoryGuard;
}

/**
 * Runs wells in worker processes: whatever a well does, native aborts and kills included, ends at most its own process.
 * Processes end with their parent, however that ends.
 */
export function processesRunner(options: ProcessesRunnerOptions = {}): WellRunner {
  return Object.freeze({
    specVersion: 1,
    name: "processes",
    contains: Object.freeze([
      "throw",
      "rejection",
      "io",
      "exit",
      "endlessLoop",
      "heap",
      "arrayBuffer",
      "abort",
      "kill",
    ] as const),
    start: async (start: RunnerOptions) => {
      const workerUrl = options.workerUrl ?? import.meta.resolve("@ohcs/executor/worker-process");
      const memory = limitsOf(options.memory ?? {}, machineMemory(), start.width);
      return startSlots(processKind({ workerUrl, heapMb: options.heapMb ?? null, memory }), start);
    },
  });
}

/** The runner `processes`, to be named by its module. */
export const processes = defineRunner<ProcessesRunnerOptions>({
  name: "processes",
  version: "1.0.0",
  options: { workerUrl: "text", heapMb: "amount", memory: "record" },
  create: processesRunner,
});
