import { DEFAULT_CONFIG } from "@ohcs/compiler";
import type { GpuUse, ResolvedConfig } from "@ohcs/context";
import type { RunSettings } from "@ohcs/executor";

/** How a run processes its wells, without effect on results. */
export type ConfiguredManner = Required<
  Pick<RunSettings, "workers" | "memoryBudgetBytes" | "adaptWidth" | "tuning" | "gpuUse">
>;

/** The run settings of a configuration, as for {@link RunSettings}. */
export function mannerOf(config: ResolvedConfig): ConfiguredManner {
  const { numWorkers, memoryBudgetBytes, adaptWidth, overlap, reuseBuffers, spread, logLevel } = config;
  const tuning = { overlap, reuseBuffers, spread, logLevel };
  return { workers: numWorkers, memoryBudgetBytes, adaptWidth, tuning, gpuUse: gpuUseOf(config) };
}

/** The GPU settings of a configuration, with defaults. */
export function gpuUseOf(config: Partial<GpuUse> = {}): GpuUse {
  const { maxWorkersPerGpu, gpuMemoryBytes, gpuMemoryShare, gpuSlotsFolder } = { ...DEFAULT_CONFIG, ...config };
  return { maxWorkersPerGpu, gpuMemoryBytes, gpuMemoryShare, gpuSlotsFolder };
}
