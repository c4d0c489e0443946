import type { GpuUse } from "@ohcs/context";
import type { GpuSettings } from "@ohcs/gpu-registry";

/** What the registry is told of what the configuration says. */
export function gpuSettingsOf({ maxWorkersPerGpu, gpuMemoryBytes, gpuMemoryShare }: GpuUse): GpuSettings {
  const memory = { memoryBytes: gpuMemoryBytes, memoryShare: gpuMemoryShare };
  return maxWorkersPerGpu === null ? memory : { ...memory, maxWorkersPerGpu };
}
