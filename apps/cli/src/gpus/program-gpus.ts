import { nodeGpuRegistry } from "@ohcs/gpu-registry/host";
import type { GpuUse, PlateGpus } from "@ohcs/orchestrator";

/** The GPUs of this machine, shared with its other runs; looked for when they are first asked for. */
export function programGpus({ maxWorkersPerGpu }: GpuUse): PlateGpus {
  const registry = nodeGpuRegistry({ settings: maxWorkersPerGpu === null ? {} : { maxWorkersPerGpu } });
  return {
    inventory: async () => {
      await registry.ensureInitialized();
      return registry.inventory();
    },
  };
}
