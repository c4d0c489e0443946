import type { CompiledPlate, PlateResult } from "@ohcs/context";
import { adaptersOf } from "./adapters-of.ts";
import type { GpuWorkers } from "./gpu-workers.ts";

/** The GPUs of one run. */
export interface PlateGpus {
  /** Null where no well needs any, or the run was given none. */
  readonly workers: GpuWorkers | null;
  /** What became of the adapters that the plate was compiled for; nothing where it was for none. */
  use(): Pick<PlateResult, "gpus">;
}

/** The GPUs that a plate needs; asks for workers only where it needs any, with the most bytes that one of its wells takes there. */
export async function plateGpus(
  { phases }: CompiledPlate,
  ask: (peakBytes: number) => Promise<GpuWorkers | null> = () => Promise.resolve(null),
): Promise<PlateGpus> {
  const contexts = phases.toArray().flatMap((phase) => phase.contexts.toArray());
  const adapters = adaptersOf(contexts);
  const peakBytes = Math.max(0, ...contexts.map(({ gpu }) => Number(gpu?.get("peakBytes") ?? 0)));
  const workers = adapters.size === 0 ? null : await ask(peakBytes);
  return { workers, use: () => (adapters.size === 0 ? {} : { gpus: workers?.useOf(adapters) ?? [] }) };
}
