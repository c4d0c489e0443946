/**
 * The parts of which {@link runPlate} is made, for programs that show more, or take more, than it does: the command line is one.
 *
 * {@link loadPipeline} reads a pipeline, {@link prepareJob} opens a plate and compiles; the job holds an orchestrator that runs it.
 * What a run of a saved plan or a resumed one needs of the program: its modules, packages, versions and GPUs.
 */
export { type Conversion, conversionOf, type PlateFormat } from "./convert/conversion.ts";
export { machineGpus, programGpus } from "./gpus/program-gpus.ts";
export { type Job, type JobInputs, type Jobs, type PlateValues, prepareJob, prepareJobs } from "./job/prepare-job.ts";
export { findRecorded, type RecordedModule } from "./modules/find-module.ts";
export { type LoadedRunner, loadRunner, RUNNERS, recordedRunner, runnerOf } from "./modules/load-runner.ts";
export type { LoadedPipeline } from "./pipeline/link-user-functions.ts";
export { loadPipeline } from "./pipeline/load-pipeline.ts";
export { openSource, type ReadValues, type SourceValues } from "./plate/open-source.ts";
export { sourceStorage } from "./plate/source-storage.ts";
export { programPackages, programVersions } from "./program/program-packages.ts";
