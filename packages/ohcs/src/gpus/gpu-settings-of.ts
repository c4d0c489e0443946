import type { GpuUse } from "@ohcs/context";
import type { NodeGpuRegistryOptions } from "@ohcs/gpu-registry/host";

/** The registry settings from the configuration. */
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
