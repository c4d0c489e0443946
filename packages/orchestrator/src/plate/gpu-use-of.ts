import { DEFAULT_CONFIG } from "@ohcs/compiler";
import type { GpuUse } from "@ohcs/context";

/** What a configuration says of the use of GPUs, and the usual where it says nothing. */
export function gpuUseOf(config: Partial<GpuUse> = {}): GpuUse {
  const { maxWorkersPerGpu, gpuMemoryBytes, gpuMemoryShare, gpuSlotsFolder } = { ...DEFAULT_CONFIG, ...config };
  return { maxWorkersPerGpu, gpuMemoryBytes, gpuMemoryShare, gpuSlotsFolder };
}
