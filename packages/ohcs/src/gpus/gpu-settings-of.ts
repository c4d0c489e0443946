import type { GpuUse } from "@ohcs/context";
import type { NodeGpuRegistryOptions } from "@ohcs/gpu-registry/host";

/** What the registry is told of what the configuration says. */
export function gpuSettingsOf({
  maxWorkersPerGpu,
  gpuMemoryBytes,
  gpuMemoryShare,
  gpuSlotsFolder,
}: GpuUse): Pick<NodeGpuRegistryOptions, "settings" | "slots"> {
  const memory = { memoryBytes: gpuMemoryBytes, memoryShare: gpuMemoryShare };
  return {
    settings: maxWorkersPerGpu === null ? memory : { ...memory, maxWorkersPerGpu },
    slots: gpuSlotsFolder === null ? {} : { folder: gpuSlotsFolder },
  };
}
