import { DEFAULT_CONFIG } from "@ohcs/compiler";
import type { GpuUse, ResolvedConfig } from "@ohcs/context";
import type { RunSettings } from "@ohcs/executor";

/** How a run goes about its wells, on which no result depends. */
export type ConfiguredManner = Required<
  Pick<RunSettings, "workers" | "memoryBudgetBytes" | "adaptWidth" | "tuning" | "gpuUse">
>;

/** What a configuration says of how a run goes about its wells: what {@link RunSettings} take. */
export function mannerOf(config: ResolvedConfig): ConfiguredManner {
  const { numWorkers, memoryBudgetBytes, adaptWidth, overlap, reuseBuffers, spread, logLevel } = config;
  const tuning = { overlap, reuseBuffers, spread, logLevel };
  return { workers: numWorkers, memoryBudgetBytes, adaptWidth, tuning, gpuUse: gpuUseOf(config) };
}

/** What a configuration says of the use of GPUs, and the usual where it says nothing. */
export function gpuUseOf(config: Partial<GpuUse> = {}): GpuUse {
  const { maxWorkersPerGpu, gpuMemoryBytes, gpuMemoryShare, gpuSlotsFolder } = { ...DEFAULT_CONFIG, ...config };
  return { maxWorkersPerGpu, gpuMemoryBytes, gpuMemoryShare, gpuSlotsFolder };
}
