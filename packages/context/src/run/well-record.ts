import type { Json } from "../contexts/json.ts";
import type { ArtifactFile } from "./artifact-file.ts";
import type { StoredStep } from "./stored-step.ts";
import type { WellResult } from "./well-result.ts";

/**
 * One well's record, written last and atomically: its appearance is the commit. Completion mark, metadata fragment,
 * audit and log tail in one.
 */
export interface WellRecord {
  readonly specVersion: 1;
  readonly wellId: string;
  /** Of the context as it was run: the content of the artifacts that it read is part of it. */
  readonly fingerprint: string;
  /** The artifacts that were read, by name; absent where none was. */
  readonly artifacts?: readonly Pick<ArtifactFile, "name" | "hash">[];
  readonly result: WellResult;
  /** What its steps left in files, step by step; absent in records of earlier versions. */
  readonly stored?: readonly StoredStep[];
  readonly fragment: MetadataFragment;
  readonly log: readonly string[];
  /** Of the canonical JSON of all the rest: a record that was changed since it was written does not prove itself. */
  readonly sha256: string;
}

/** What one well adds to `openhcs_metadata.json`: image files by subdirectory, with the coordinates they show. */
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
