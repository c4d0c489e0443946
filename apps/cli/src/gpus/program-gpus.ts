import { dawnReference, nodeGpuRegistry } from "@ohcs/gpu-registry/host";
import type { GpuUse, PlateGpus } from "@ohcs/orchestrator";

/** The GPUs of this machine, shared with its other runs; looked for when they are first asked for. */
export function programGpus({ maxWorkersPerGpu }: GpuUse): PlateGpus {
  const provider = dawnReference();
  const settings = maxWorkersPerGpu === null ? {} : { maxWorkersPerGpu };
  const registry = nodeGpuRegistry({ settings, probe: { provider } });
  return {
    inventory: async () => {
      await registry.ensureInitialized();
      return registry.inventory();
    },
    workers: async () => {
      const { gpuProcesses } = await import("@ohcs/executor/gpu");
      await registry.ensureInitialized();
      return gpuProcesses({ registry, provider });
    },
  };
}
