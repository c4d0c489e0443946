import type { ResolvedConfig } from "@ohcs/context";

/**
 * The fields on which no result depends and which say how a run goes about its work, not what it makes or where: a compiled
 * plan can be run with other values of these.
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
] as const satisfies readonly (keyof ResolvedConfig)[];
