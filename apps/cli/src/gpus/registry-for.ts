import type { GpuUse } from "@ohcs/context";
import type { GpuRegistry } from "@ohcs/gpu-registry";

/**
 * The registry for a plate of which no well takes more bytes on a GPU: where the configuration does not say how many workers a
 * GPU has, there are as many as its memory holds. One where nobody knows how much a well takes.
 */
export async function registryFor(
  registry: GpuRegistry,
  { maxWorkersPerGpu }: Pick<GpuUse, "maxWorkersPerGpu">,
  peakBytes: number,
): Promise<GpuRegistry> {
  return maxWorkersPerGpu === null && peakBytes > 0 ? registry.forPeak(peakBytes) : registry;
}
