import type { GpuInventory } from "@ohcs/context";
import type { GpuWorkers } from "@ohcs/executor";

/** The GPUs of a machine, as an orchestrator needs them. */
export interface PlateGpus {
  /** What the compiler may know of them. They are looked for once, when this is first asked; that there are none is no error. */
  inventory(): Promise<GpuInventory>;
  /** Where wells run that compute on them, with the most bytes of one well there; 0 if unknown. */
  workers(peakBytes: number): Promise<GpuWorkers>;
}
