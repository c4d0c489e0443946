import type { AdapterUse, RunnerOptions, RunnerSession } from "@ohcs/context";

/** Workers that hold a GPU each: wells that need one run there, whatever runner has the others. */
export interface GpuWorkers {
  /** How many wells these adapters can have at the same time, now: unknown ones none, nor do slots that are retired. */
  slotsOf(adapters: ReadonlySet<string>): number;
  /** Starts none yet: each worker begins with its first well. */
  start(options: RunnerOptions): Pick<RunnerSession, "run" | "close">;
  /** What became of the slots of these adapters so far. */
  useOf(adapters: ReadonlySet<string>): readonly AdapterUse[];
}
