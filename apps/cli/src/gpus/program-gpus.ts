import { dawnReference, nodeGpuRegistry } from "@ohcs/gpu-registry/host";
import type { GpuUse, PlateGpus } from "@ohcs/orchestrator";

const known = new Map<GpuUse["maxWorkersPerGpu"], PlateGpus>();

/** The GPUs of this machine, shared with its other runs; the same for all plates of this program, so that it looks once. */
export function programGpus({ maxWorkersPerGpu }: GpuUse): PlateGpus {
  const gpus = known.get(maxWorkersPerGpu) ?? openGpus({ maxWorkersPerGpu });
  known.set(maxWorkersPerGpu, gpus);
  return gpus;
}

function openGpus({ maxWorkersPerGpu }: GpuUse): PlateGpus {
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
