/**
 * Runs compiled plates: contexts go in, results come out, and whatever fails is a value.
 *
 * {@link executePlate} owns the queue, the phases, the events and the closing of a run; a {@link WellRunner} from
 * `@ohcs/executor/inline`, `/threads` or `/processes` decides where wells run; `@ohcs/records/host` gives the run its
 * place on a machine. {@link runWell} is what happens inside a worker, for those who write a runner of their own.
 */

export type { ExecuteOptions } from "./dispatch/execute-options.ts";
export { executePlate, type PlateRun } from "./dispatch/execute-plate.ts";
export { cancelledResult } from "./dispatch/run-context.ts";
export type { RunListener } from "./dispatch/run-events.ts";
export { type ExecutorErrorCode, executorErrors } from "./errors.ts";
export type { GpuWorkers } from "./gpu/gpu-workers.ts";
export type { ResumeOptions, RunSettings } from "./run-settings.ts";
export { toWellError } from "./well/place.ts";
export { WellTimer } from "./well/well-timer.ts";
export {
  runWell,
  WellLog,
  type WellServices,
} from "./worker/index.ts";
