/**
 * The life of a plate: initialise → compile → execute, as explicit states.
 *
 * {@link createOrchestrator} composes what the other packages do: it opens the plate, gathers what the compiler may know,
 * compiles, and executes; {@link compileBatch} and {@link runBatch} do so for several plates with one pipeline; {@link resumeRun} goes on with a run from what it left of itself. What depends on the machine is behind the port {@link PlateHost}; `@ohcs/orchestrator/host` is
 * this machine.
 */
export type { BatchJob, DiagnosedPlate } from "./batch/batch-job.ts";
export { compileBatch } from "./batch/compile-batch.ts";
export { type BatchOutcome, joinPlates } from "./batch/join-plates.ts";
export type { BatchSurroundings } from "./batch/reduce-plates.ts";
export {
  type BatchResult,
  type PlateFailure,
  type PlateOutcome,
  type RunBatchOptions,
  runBatch,
} from "./batch/run-batch.ts";
export { type OrchestratorErrorCode, orchestratorErrors } from "./errors.ts";
export { gpusByUse, type PlateGpus, type PlateHost, type SuppliedFile } from "./host/plate-host.ts";
export { createOrchestrator } from "./life-cycle/create-orchestrator.ts";
export type {
  CompileOptions,
  LoadBackends,
  LoadedBackends,
  Orchestrator,
  OrchestratorOptions,
} from "./life-cycle/orchestrator.ts";
export type { CompiledJob, CompiledPlace, PlateEnd, PlateState, PlateStateName } from "./life-cycle/plate-state.ts";
export { type ResumeRunOptions, resumeRun } from "./life-cycle/resume-run.ts";
export type { RunnerModule, RunSettings } from "./life-cycle/start-run.ts";
export { type RunPlanOptions, runPlan } from "./plan/run-plan.ts";
export { readSavedPlan, type SavedPlan, savePlan } from "./plan/saved-plan.ts";
export type { WellLimits } from "./plan/with-limits.ts";
export { type ConfiguredManner, gpuUseOf, mannerOf } from "./plate/manner-of.ts";
