import {
  type Json,
  OUTPUT_BACKEND,
  type ProcessingContext,
  type SaveOptions,
  type WellRecord,
  type WellTask,
} from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";

/** Which record is meant: of a well in the stretch after `phase` barriers, or of a reduction. */
export type RecordOwner = Pick<ProcessingContext, "axis" | "axisId" | "phase">;

/** Where a record lies below the output plate's root. A well has one for each stretch: `A01.json`, then `A01-2.json`. */
export function recordPath({ axis, axisId, phase }: RecordOwner): string {
  if (axis !== "well") return `.ohcs/reductions/${axisId}.json`;
  return `.ohcs/wells/${axisId}${phase === 0 ? "" : `-${phase + 1}`}.json`;
}

/** Writes a record: the last file of a well, whose appearance commits the rest. */
export async function writeRecord(
  storage: FileManager,
  owner: RecordOwner,
  record: WellRecord,
  { mayBlock = false }: Pick<SaveOptions, "mayBlock"> = {},
): Promise<void> {
  const value = record as unknown as Json;
  await storage.saveJson(recordPath(owner), value, OUTPUT_BACKEND, { ifExists: "replace", mayBlock });
}

/** The part of a record that says which artifacts were read; empty where none was. */
export function artifactsRecorded({ artifacts = [] }: Pick<WellTask, "artifacts">): Pick<WellRecord, "artifacts"> {
  return artifacts.length === 0 ? {} : { artifacts: artifacts.map(({ name, hash }) => ({ name, hash })) };
}
