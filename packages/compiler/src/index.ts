/**
 * Compiles a pipeline and a plate's manifest into frozen processing contexts, or reports all problems.
 *
 * {@link compilePlate} is the entry point: a pure function of values that were gathered beforehand. {@link
 * parsePipeline} reads pipelines written as JSON or YAML, {@link resolveConfig} merges configuration layers, {@link
 * explainPlate} describes what a compiled plate will do.
 */

export { configSchema } from "@ohcs/context";
export { backendsNamed, type NamesBackends } from "./backends/backends-named.ts";
export { batchRootOf } from "./batch/batch-root.ts";
export { joinBatch } from "./batch/join-batch.ts";
export { type CompileInput, type CompileOutcome, compilePlate } from "./compile-plate.ts";
export { CONFIG_FIELDS, type ConfigField, valueAt } from "./config/config-fields.ts";
export { type ConfigFileSources, configFileSources } from "./config/config-file-sources.ts";
export { configFileSchema, DEFAULT_CONFIG } from "./config/config-schema.ts";
export {
  type ConfigFile,
  type ConfigLayer,
  type ConfigOrigin,
  type ConfigSource,
  type ConfigStack,
  fieldSource,
} from "./config/config-source.ts";
export { defineConfig } from "./config/define-config.ts";
export { type EnvironmentSources, environmentSources } from "./config/environment-sources.ts";
export { readConfigText } from "./config/read-config-text.ts";
export { resolveConfig } from "./config/resolve-config.ts";
export { RUN_FIELDS } from "./config/run-fields.ts";
export { type TracedConfig, type TracedValue, traceConfig } from "./config/trace-config.ts";
export type { SuppliedFacts } from "./draft/reduction-plan.ts";
export { type CompilerErrorCode, compilerErrors } from "./errors.ts";
export {
  type CallExplanation,
  type ContextExplanation,
  explainContext,
  type GpuExplanation,
  type OutputExplanation,
  type StepExplanation,
} from "./explain/explain-context.ts";
export {
  explainPlate,
  type GpuShare,
  type PhaseExplanation,
  type PlateExplanation,
  type StructureExplanation,
} from "./explain/explain-plate.ts";
export { filterWells } from "./filters/filter-wells.ts";
export { asksForGpus } from "./gpus/asks-for-gpus.ts";
export type { PlateEstimate } from "./passes/estimate-plate.ts";
export { isWithin } from "./passes/is-within.ts";
export { outputRootOf } from "./passes/plan-paths.ts";
export { type ParsedPipeline, parsePipeline } from "./pipeline/parse-pipeline.ts";
export { pipelineSchema } from "./pipeline/pipeline-schema.ts";
export { type PublishedSchema, publishedConfigSchema, publishedPipelineSchema } from "./published/published-schemas.ts";
export { readDocument, type TextDocument } from "./text/read-document.ts";
