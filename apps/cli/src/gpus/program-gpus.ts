import type { GpuUse } from "@ohcs/context";
import { dawnReference, nodeGpuRegistry } from "@ohcs/gpu-registry/host";
import { gpusByUse, type PlateGpus } from "@ohcs/orchestrator";
import { gpuSettingsOf } from "./gpu-settings-of.ts";
import { registryFor } from "./registry-for.ts";

/** The GPUs of this machine, shared with its other runs; the same for all plates of this program, so that it looks once. */
export const programGpus = gpusByUse(openGpus);

function openGpus(use: GpuUse): PlateGpus {
  const provider = dawnReference();
  const registry = nodeGpuRegistry({ ...gpuSettingsOf(use), probe: { provider } });
  return {
    inventory: async () => {
      await registry.ensureInitialized();
      return registry.inventory();
    },
    workers: async (peakBytes) => {
      const { gpuProcesses } = await import("@ohcs/executor/gpu");
      await registry.ensureInitialized();
      return gpuProcesses({ registry: await registryFor(registry, use, peakBytes), provider });
    },
  };
}
