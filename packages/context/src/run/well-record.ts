import type { Json } from "../contexts/json.ts";
import type { StoredStep } from "./stored-step.ts";
import type { ArtifactFile, WellResult } from "./well-result.ts";

/**
 * One well's record, written last and atomically: writing it is the commit. Completion mark, metadata fragment, audit
 * and log tail in one.
 */
export interface WellRecord {
  readonly specVersion: 1;
  readonly wellId: string;
  /** Of the context as it was run: includes the content of the artifacts that it read. */
  readonly fingerprint: string;
  /** The artifacts that were read, by name; absent if none were. */
  readonly artifacts?: readonly Pick<ArtifactFile, "name" | "hash">[];
  readonly result: WellResult;
  /** The files that its steps stored, step by step; absent in records of earlier versions. */
  readonly stored?: readonly StoredStep[];
  readonly fragment: MetadataFragment;
  readonly log: readonly string[];
  /** SHA-256 of the canonical JSON of the rest: reveals that a record was changed after it was written. */
  readonly sha256: string;
}

/** The part of one well in `openhcs_metadata.json`: image files by subdirectory, with their coordinates. */
export interface MetadataFragment {
  readonly well: string;
  readonly subdirectories: Readonly<Record<string, FragmentFolder>>;
}

export interface FragmentFolder {
  readonly imageFiles: readonly string[];
  readonly sites: readonly number[];
  readonly channels: readonly string[];
  readonly zIndexes: readonly number[];
  readonly timepoints: readonly number[];
  readonly extra: Readonly<Record<string, Json>>;
}
