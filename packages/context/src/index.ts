/**
 * The vocabulary of OHCS: what a plate, a pipeline, a context, a backend and a result *are*.
 *
 * Read in the order of the data: a microscope handler makes a {@link PlateManifest}; a user writes a {@link
 * PipelineSpec}; the compiler turns both into one frozen {@link ProcessingContext} per well; a {@link WellRunner} turns
 * each context into a {@link WellResult}. Everything here is platform-neutral, and backends, handlers, functions and
 * runners depend on this package alone.
 */
/** The builder of parameter schemas, so that a function needs no other import. */

export { type Static, type TObject, type TProperties, type TSchema, Type } from "@sinclair/typebox";
export { mapConcurrently } from "./concurrency/map-concurrently.ts";
export { PromptCalls } from "./concurrency/prompt-calls.ts";
export { configSchema, type ResolvedConfig, type ZarrConfig } from "./config/config-schema.ts";
export type { GpuUse } from "./config/gpu-use.ts";
export {
  INTERMEDIATE_BACKEND,
  OUTPUT_BACKEND,
  PLATES_BACKEND,
  SOURCE_BACKEND,
} from "./contexts/backend-names.ts";
export { canonicalJson } from "./contexts/canonical-json.ts";
export { canonicalText } from "./contexts/canonical-text.ts";
export { ContextDraft } from "./contexts/context-draft.ts";
export {
  backendUsesFromJson,
  contextConfigFromJson,
  contextFromJson,
  contextSharing,
  plateFactsFromJson,
  sharedFieldsOf,
  zarrPlateFromJson,
} from "./contexts/context-from-json.ts";
export {
  BackendUse,
  CalibrationFacts,
  ChannelFacts,
  Checkpoint,
  ContextConfig,
  GpuAssignment,
  GridFacts,
  HandlerFacts,
  ModuleUse,
  PlateFacts,
  StepGpu,
  TiffOptions,
  TileFacts,
  ZarrFieldPlan,
  ZarrPlate,
  ZarrStorage,
} from "./contexts/context-parts.ts";
export { contextText } from "./contexts/context-text.ts";
export { fingerprintOf, sha256Hex } from "./contexts/fingerprint.ts";
export { freezeValue, frozenFromJson } from "./contexts/freeze-value.ts";
export { type FieldsOf, frozenRecord } from "./contexts/frozen-record.ts";
export { isCollected } from "./contexts/is-collected.ts";
export type { Json } from "./contexts/json.ts";
export {
  CallPlan,
  GroupPlan,
  ImageReference,
  InputLink,
  OutputPlan,
  OutputStore,
} from "./contexts/plan-parts.ts";
export { CompiledPlate, Phase, ProcessingContext } from "./contexts/processing-context.ts";
export { isTooDeep, readJson } from "./contexts/read-json.ts";
export type { SharedFields } from "./contexts/shared-template.ts";
export { StepPlan } from "./contexts/step-plan.ts";
export { toJson } from "./contexts/to-json.ts";
export { ContextEncoder, decodeContext, encodeContext } from "./contexts/wire.ts";
export type { Diagnostic, DiagnosticPlace } from "./diagnostics/diagnostic.ts";
export { diagnosticsCount } from "./diagnostics/diagnostics-count.ts";
export { decodeError, type EncodedError, encodeError } from "./errors/encode-error.ts";
export { type ErrorEntry, type ErrorFactory, type ErrorTable, errorFactory } from "./errors/error-table.ts";
export { isOhcsError, OhcsError, type OhcsErrorOptions } from "./errors/ohcs-error.ts";
export { type ContextErrorCode, contextErrors } from "./errors.ts";
export type { Catalogue, CatalogueEntry } from "./function/catalogue.ts";
export { catalogueOf, type ModuleOrigin } from "./function/catalogue-of.ts";
export type { DeclaredInputs, InputDeclarations, UsualInputs } from "./function/declared-inputs.ts";
export { defineFold, type FoldDefinition } from "./function/define-fold.ts";
export {
  type CallParameters,
  type DefinedFunction,
  defineFunction,
  type FunctionDefinition,
  type GpuDefinition,
  isDefinedFunction,
  NO_PARAMETERS,
} from "./function/define-function.ts";
export type { Fold } from "./function/fold.ts";
export { foldWells, type StateFold } from "./function/fold-wells.ts";
export type {
  DataKind,
  FunctionDeclaration,
  InputDeclaration,
  OutputDeclaration,
  ScoreDeclaration,
} from "./function/function-declaration.ts";
export type {
  ContributorStatus,
  FunctionEnvironment,
  FunctionImplementation,
  FunctionInput,
  FunctionInputs,
  FunctionNotice,
  FunctionOutput,
  FunctionResult,
  InputKey,
  JsonInput,
  TableInput,
} from "./function/function-implementation.ts";
export type { FunctionCall, ModuleReference } from "./function/function-reference.ts";
export { LENGTH_FORMAT, type LengthOptions, lengthParameter } from "./function/length.ts";
export type { GpuCounts } from "./gpu/gpu-counts.ts";
export type { GpuHalo } from "./gpu/gpu-halo.ts";
export type {
  GpuFunctionInput,
  GpuFunctionInputs,
  GpuFunctionResult,
  GpuImageStack,
  GpuImplementation,
} from "./gpu/gpu-implementation.ts";
export type { GpuKernel } from "./gpu/gpu-kernel.ts";
export type { GpuNeeds } from "./gpu/gpu-needs.ts";
export type { GpuDtype, GpuPlane } from "./gpu/gpu-plane.ts";
export type { GpuPolicy } from "./gpu/gpu-policy.ts";
export type { GpuSession, HostPlane } from "./gpu/gpu-session.ts";
export type { EarlierRun, GpuAdapter, GpuInventory, HostFacts, OutputFacts, SlotRoom } from "./host/host-facts.ts";
export {
  type AllocatePixels,
  allocatePixels,
  bytesPerSample,
  castPixels,
  DTYPES,
  type Dtype,
  dtypeLimits,
  dtypeOf,
  isIntegerDtype,
  type PixelArray,
  type PixelArrays,
  pixelsIn,
} from "./image/dtype.ts";
export type { Calibration, ImageStack, StagePosition } from "./image/image-stack.ts";
export { checkManifest } from "./manifest/check-manifest.ts";
export type {
  CalibrationSource,
  DisplayWindow,
  FactSource,
  FlatfieldProfile,
  HandlerCandidate,
  HandlerSource,
  ImageHeader,
  ManifestCalibration,
  ManifestChannel,
  ManifestObjective,
  PlaneAddress,
  PlateManifest,
  SourceImage,
} from "./manifest/plate-manifest.ts";
export { artifact, definePipeline, plateMap, reduce, step } from "./pipeline/define-pipeline.ts";
export type {
  Chain,
  FunctionPattern,
  InputSource,
  MissingPolicy,
  PipelineSpec,
  ReductionSpec,
  StepSpec,
  StorageDtype,
  SuppliedFile,
  UnlistedPolicy,
} from "./pipeline/pipeline.ts";
export { compareNatural } from "./plate/compare-natural.ts";
export {
  COMPONENTS,
  type Component,
  formatPlaneKey,
  type PlaneCoordinates,
  type PlaneKey,
  ROW_COMPONENTS,
  type RowComponent,
} from "./plate/components.ts";
export { PLATE_FORMATS, type PlateFormat, plateFormatHolding, plateShape } from "./plate/plate-format.ts";
export { type PlateMap, type PlateMapProblem, plateMapOf } from "./plate/plate-map.ts";
export { compareWellIds, formatWellId, normalizeWellId, parseWellId, type WellPlace } from "./plate/well-id.ts";
export type {
  Backend,
  BackendCapabilities,
  BackendFactory,
  BackendSurroundings,
  DocumentOptions,
  FileFacts,
  JoinOptions,
  LoadOptions,
  PixelMemory,
  SavedPlane,
  SaveOptions,
  SaveReceipt,
  SharedPlanes,
  StoredEntry,
  StoredFile,
  StoredImage,
} from "./ports/backend.ts";
export {
  type BackendCatalogue,
  type BackendEntry,
  type BackendProblem,
  backendEntry,
} from "./ports/backend-catalogue.ts";
export { type BackendOptions, type Choice, choiceForms } from "./ports/choice.ts";
export {
  type BackendDefinition,
  type BackendTraits,
  type DefinedBackend,
  defineBackend,
  type ImageLayout,
  isDefinedBackend,
} from "./ports/define-backend.ts";
export {
  type DefinedRunner,
  defineRunner,
  isDefinedRunner,
  type RunnerDefinition,
} from "./ports/define-runner.ts";
export {
  type DefinedHandler,
  defineHandler,
  type HandlerDefinition,
  type HeaderPolicy,
  isDefinedHandler,
  type MicroscopeHandler,
  type OpenPlateOptions,
  type Recognition,
} from "./ports/handler.ts";
export type {
  PlateReader,
  ReadOptions,
  SourceFile,
  SourceHeader,
  SourceListing,
  ZarrField,
  ZarrPlane,
  ZarrReading,
  ZarrSurveyOptions,
} from "./ports/plate-reader.ts";
export { readableFile } from "./ports/readable-file.ts";
export type { RunnerOptionKind } from "./ports/runner-options.ts";
export type { RunnerUse } from "./ports/runner-use.ts";
export type {
  FailureMode,
  RunnerOptions,
  RunnerSession,
  WellRunner,
  WellTask,
  WorkerStartup,
} from "./ports/well-runner.ts";
export { completeTuning, type WorkerTuning } from "./ports/worker-tuning.ts";
export type { DispatchEvent, MemoryReport, RunEvent, WidthReason, WorkerEvent } from "./run/events.ts";
export type { AdapterUse, WellGpu } from "./run/gpu-use.ts";
export { isLogged, LOG_LEVELS, type LogLevel } from "./run/log-level.ts";
export type { PlateFile } from "./run/plate-file.ts";
export type { PhaseResult, PlateResult, PlateStatus, QuarantinedWell, RunEnvironment } from "./run/plate-result.ts";
export type { StartingPoint, StoredPlane, StoredStep, StoredTable, StoredTablePart } from "./run/stored-step.ts";
export type { WellFile } from "./run/well-file.ts";
export type { FragmentFolder, MetadataFragment, WellRecord } from "./run/well-record.ts";
export type { ArtifactFile, OutputFile, StepTiming, WellError, WellResult, WellStatus } from "./run/well-result.ts";
export { concatTables } from "./table/concat-tables.ts";
export { type Cell, checkTable, recordsOf, type Table, tableFromRecords } from "./table/table.ts";
export { countOf } from "./text/count-of.ts";
export { editDistance } from "./text/edit-distance.ts";
