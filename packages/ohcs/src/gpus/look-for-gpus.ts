import { asksForGpus } from "@ohcs/compiler";
import type { Catalogue, GpuUse, PipelineSpec, ResolvedConfig } from "@ohcs/context";
import { gpuUseOf, type PlateGpus } from "@ohcs/orchestrator";

/** A pipeline, and what is known of its configuration before its plate is open. */
interface Expected {
  readonly pipeline: PipelineSpec;
  readonly catalogue: Catalogue;
  readonly config: ResolvedConfig;
}

/**
 * Begins to look for the GPUs that compiling will most probably ask `gpus` for, since a process that loads a driver takes
 * longer than opening most plates. Returns at once; compiling waits for the same answer, or asks anew for another use.
 */
export function lookForGpus({ pipeline, catalogue, config }: Expected, gpus: (use: GpuUse) => PlateGpus): void {
  if (config.gpu === "never" || !asksForGpus({ pipeline, catalogue, config })) return;
  // Whoever asks for it gets the error.
  gpus(gpuUseOf(config))
    .inventory()
    .catch(() => undefined);
}
