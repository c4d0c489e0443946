/**
 * The records of an output plate: files that a run writes under `.ohcs/`, and how they are read again.
 *
 * {@link readStoredRun}, {@link describeRun} and {@link explainWell} read a run, for resuming or reporting, without
 * code that runs wells; {@link judgeRecord} decides whether a well has to run again; {@link closeMetadata} merges the
 * wells' fragments into `openhcs_metadata.json`. Files are behind the ports {@link OutputReader} and {@link
 * OutputFolder}: `@ohcs/records/host` is the file system, `@ohcs/records/memory` a map of texts.
 */

export { closeMetadata, readMetadata } from "./close/close-metadata.ts";
export { dropArtifacts } from "./close/drop-artifacts.ts";
export { isDone, plateStatus, quarantineOf } from "./close/plate-status.ts";
export { type RunManner, type RunRecord, type ToldOfRun, writeRunRecord } from "./close/run-record.ts";
export { type RecordsErrorCode, recordsErrors } from "./errors.ts";
export { keepJournal } from "./event-journal.ts";
export { LAYOUT, modulePath, type RecordOwner, recordPath, suppliedPath, valuePath } from "./layout.ts";
export { type LockedOutputs, lockOutputs } from "./lock-outputs.ts";
export type {
  HostVersions,
  OpenOutputOptions,
  OutputFolder,
  OutputHolder,
  OutputReader,
  RunHost,
  RunLockHolder,
  Verification,
} from "./run-host.ts";
export { artifactsIn, artifactsMade, artifactsRead, effectiveContext } from "./stored/artifacts.ts";
export type { ContextChange } from "./stored/context-changes.ts";
export {
  describeRun,
  joinedGpu,
  type KnownRun,
  type RecordedRun,
  type RunDescription,
  readRecordedRun,
  type StoredWell,
  type StoredWellState,
} from "./stored/describe-run.ts";
export { explainWell, type WellExplanation } from "./stored/explain-well.ts";
export { HeldOutputs, type HeldOutputsOptions } from "./stored/held-outputs.ts";
export { type DueReason, judgeRecord, type Verdict } from "./stored/judge-record.ts";
export { provedSupplied, relinkedIn } from "./stored/kept-files.ts";
export { moduleReferences } from "./stored/module-references.ts";
export {
  isSameSource,
  type PlannedContext,
  type PreviousContexts,
  planDocument,
  planTexts,
  type SourceFacts,
} from "./stored/plan-document.ts";
export {
  outputsOfPlates,
  type PlateObstacle,
  type PlateOutputs,
  type PlatePlace,
  plateRootName,
  plateRoots,
  readPlateOutputs,
} from "./stored/plate-outputs.ts";
export { previousContexts } from "./stored/previous-contexts.ts";
export { artifactCorrupt, proveArtifacts, readArtifacts } from "./stored/read-artifacts.ts";
export { startingPoints } from "./stored/starting-points.ts";
export { readStoredPlan, type StoredPlan } from "./stored/stored-plan.ts";
export { readRunRecord, readStoredRun, type StoredRun } from "./stored/stored-run.ts";
export { type RunProblem, type RunProof, runDigest, verifyRun } from "./stored/verify-run.ts";
export { backendsOf, isOverPlates, wellContexts } from "./stored/well-contexts.ts";
export { wellError, wellLines } from "./stored/well-lines.ts";
export {
  artifactsRecorded,
  platformSha256,
  type RecordBody,
  sealedRecord,
  storedRecord,
  writeRecord,
} from "./stored/well-record-file.ts";
