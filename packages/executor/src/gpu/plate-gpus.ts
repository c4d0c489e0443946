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

/** The GPUs that a plate needs; asks for workers only where it needs any. */
export async function plateGpus(
  { phases }: CompiledPlate,
  ask: () => Promise<GpuWorkers | null> = () => Promise.resolve(null),
): Promise<PlateGpus> {
  const adapters = adaptersOf(phases.toArray().flatMap(({ contexts }) => contexts.toArray()));
  const workers = adapters.size === 0 ? null : await ask();
  return { workers, use: () => (adapters.size === 0 ? {} : { gpus: workers?.useOf(adapters) ?? [] }) };
}
