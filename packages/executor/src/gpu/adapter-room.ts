import type { ProcessingContext } from "@ohcs/context";
import { gpuOf } from "./gpu-trouble.ts";
import type { GpuWorkers } from "./gpu-workers.ts";

/** Counts the wells that run for each adapter, so that none is begun that would only wait for one of its own run. */
export class AdapterRoom {
  readonly #gpus: Pick<GpuWorkers, "slotsOf"> | null;
  readonly #running = new Map<string, number>();
  /** Asked once while nothing ends: a queue asks often. */
  readonly #slots = new Map<string, number>();

  constructor(gpus: Pick<GpuWorkers, "slotsOf"> | null) {
    this.#gpus = gpus;
  }

  /** Without known slots of the adapter there is nothing to wait for: the well fails, or runs on the CPU. */
  isThere(context: ProcessingContext): boolean {
    const adapter = gpuOf(context)?.adapter;
    if (adapter === undefined) return true;
    return (this.#running.get(adapter) ?? 0) < this.#slotsOf(adapter);
  }

  /** Runs `work` for a context, which takes up room meanwhile. */
  async take<Result>(context: ProcessingContext, work: () => Promise<Result>): Promise<Result> {
    const adapter = gpuOf(context)?.adapter;
    if (adapter === undefined) return work();
    this.#running.set(adapter, (this.#running.get(adapter) ?? 0) + 1);
    try {
      return await work();
    } finally {
      this.#running.set(adapter, (this.#running.get(adapter) ?? 1) - 1);
      // Its end may have been the crash that retired a slot.
      this.#slots.delete(adapter);
    }
  }

  #slotsOf(adapter: string): number {
    const known = this.#slots.get(adapter);
    if (known !== undefined) return known;
    const slots = this.#gpus?.slotsOf(new Set([adapter])) || Number.POSITIVE_INFINITY;
    this.#slots.set(adapter, slots);
    return slots;
  }
}
