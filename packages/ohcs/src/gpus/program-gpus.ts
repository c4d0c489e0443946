import type { GpuUse } from "@ohcs/context";
import type { GpuRegistry } from "@ohcs/gpu-registry";
import { dawnReference, nodeGpuRegistry } from "@ohcs/gpu-registry/host";
import { gpusByUse, type PlateGpus } from "@ohcs/orchestrator";
import { gpuSettingsOf } from "./gpu-settings-of.ts";

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

/**
 * The registry for a plate of which no well takes more bytes on a GPU: where the configuration does not say how many
 * workers a GPU has, there are as many as its memory holds. One if the memory of a well is unknown.
 */
export async function registryFor(
  registry: GpuRegistry,
  { maxWorkersPerGpu }: Pick<GpuUse, "maxWorkersPerGpu">,
  peakBytes: number,
): Promise<GpuRegistry> {
  return maxWorkersPerGpu === null && peakBytes > 0 ? registry.forPeak(peakBytes) : registry;
}

/** The GPUs of this machine for wells that were compiled on others: its boards, or else what computes in software. */
export async function machineGpus(use: GpuUse) {
  const gpus = programGpus(use);
  const usable = (await gpus.inventory()).adapters.filter(({ slots }) => slots > 0);
  const boards = usable.filter(({ software }) => !software);
  return { adapters: boards.length > 0 ? boards : usable, workers: await gpus.workers(0) };
}
