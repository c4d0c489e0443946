/**
 * Runs compiled plates: contexts go in, results come out, and whatever fails is a value.
 *
 * {@link executePlate} owns the queue, the phases, the events and the closing of a run; a {@link WellRunner} from
 * `@ohcs/executor/inline`, `/threads` or `/processes` decides where wells run; `@ohcs/executor/host` gives the run its
 * place on a machine. {@link readStoredRun}, {@link describeRun} and {@link explainWell} read what a run left of itself, to
 * go on with it or to tell about it. {@link runWell} is what happens inside a worker, for those who write a runner of their own.
 */

export type { RunManner, RunRecord } from "./close/run-record.ts";
export type { ExecuteOptions } from "./dispatch/execute-options.ts";
export { executePlate, type PlateRun } from "./dispatch/execute-plate.ts";
export type { ResumeOptions } from "./dispatch/resume-options.ts";
export type { RunListener } from "./dispatch/run-events.ts";
export { type ExecutorErrorCode, executorErrors } from "./errors.ts";
export type { GpuWorkers } from "./gpu/gpu-workers.ts";
export type {
  HostVersions,
  OpenOutputOptions,
  OutputFolder,
  OutputHolder,
  OutputReader,
  RunHost,
  Verification,
} from "./host/run-host.ts";
export type { ContextChange } from "./stored/context-changes.ts";
export { describeRun, type RunDescription, type StoredWell, type StoredWellState } from "./stored/describe-run.ts";
export { explainWell, type WellExplanation } from "./stored/explain-well.ts";
export type { DueReason } from "./stored/judge-record.ts";
export { outputsOfPlates } from "./stored/outputs-of-plates.ts";
export { type PlannedContext, type PreviousContexts, planDocument, type SourceFacts } from "./stored/plan-document.ts";
export { type PlateObstacle, type PlateOutputs, type PlatePlace, readPlateOutputs } from "./stored/plate-outputs.ts";
export { readStoredPlan, type StoredPlan } from "./stored/stored-plan.ts";
export { readRunRecord, readStoredRun, type StoredRun } from "./stored/stored-run.ts";
export { wellLines } from "./stored/well-lines.ts";
export { type ImportModule, type LoadModule, type ModuleExports, moduleLoader } from "./worker/load-module.ts";
export { runWell } from "./worker/run-well.ts";
export { WellLog } from "./worker/well-log.ts";
export type { WellServices } from "./worker/well-services.ts";
