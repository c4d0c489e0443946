import type { WellRunner, WorkerTuning } from "@ohcs/context";
import type { ResumeOptions } from "@ohcs/executor";
import type { RunHost } from "@ohcs/records";
import type { RunnerModule } from "./runner-module.ts";

/** How a compiled plate is run. */
export interface RunSettings {
  readonly runner: WellRunner;
  /** The module that it comes from, for the record: whoever goes on with the run finds it there. */
  readonly runnerModule?: RunnerModule;
  /** @default `numWorkers` of the configuration it was compiled with */
  readonly workers?: number;
  /** Skips what an earlier run finished. @default `resume` of the configuration it was compiled with */
  readonly resume?: boolean | ResumeOptions;
  /** Name or number of the step at which wells begin, where what the steps before it left lies in the output. */
  readonly fromStep?: string;
  /** How workers go about their wells; no result depends on it. What is left out is as configured. */
  readonly tuning?: WorkerTuning;
  /** Lets the number of wells at the same time follow memory and throughput. @default as configured */
  readonly adaptWidth?: boolean;
  /** Output plate of another run whose artifacts are taken over instead of being made. */
  readonly artifactsFrom?: string;
  /** Takes the lock of the output plate from a run of another machine that is known to be gone. @default false */
  readonly stealLock?: boolean;
  /** Where the output plate is opened: one that is locked already, say. @default that of the machine */
  readonly runHost?: RunHost;
  readonly signal?: AbortSignal;
}
