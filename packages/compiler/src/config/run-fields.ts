import type { ResolvedConfig } from "@ohcs/context";

/**
 * Fields that do not affect results but how a run is executed: a compiled plan can be run with other values of these.
 */
export const RUN_FIELDS = [
  "numWorkers",
  "useThreading",
  "runner",
  "memoryBudgetBytes",
  "adaptWidth",
  "overlap",
  "reuseBuffers",
  "spread",
  "maxWorkersPerGpu",
  "gpuMemoryBytes",
  "gpuMemoryShare",
  "gpuSlotsFolder",
  "logLevel",
  "retries",
  "timeoutS",
  "resume",
  "report",
] as const satisfies readonly (keyof ResolvedConfig)[];
