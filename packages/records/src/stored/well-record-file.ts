import {
  canonicalJson,
  type Json,
  OUTPUT_BACKEND,
  readJson,
  type SaveOptions,
  type WellRecord,
  type WellTask,
} from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { type RecordOwner, recordPath } from "../layout.ts";
import { platformSha256 } from "../platform-sha256.ts";

/** A record before it is sealed. */
export type RecordBody = Omit<WellRecord, "sha256">;

/** A record with the digest of itself. */
export async function sealedRecord(body: RecordBody): Promise<WellRecord> {
  return { ...body, sha256: await digestOf(body) };
}

/** The record that a text holds; null where it is none, or another than was sealed. */
export async function openedRecord(text: string): Promise<WellRecord | null> {
  try {
    const { sha256, ...body } = readJson(text) as unknown as WellRecord;
    return (await digestOf(body)) === sha256 ? { ...body, sha256 } : null;
  } catch {
    return null;
  }
}

function digestOf(body: RecordBody): Promise<string> {
  return platformSha256(canonicalJson(body as unknown as Json));
}

/** Writes a record: the last file of a well, whose appearance commits the rest; none appears once `signal` is aborted. */
export async function writeRecord(
  storage: FileManager,
  owner: RecordOwner,
  record: RecordBody,
  options: Pick<SaveOptions, "mayBlock" | "signal"> = {},
): Promise<void> {
  const value = (await sealedRecord(record)) as unknown as Json;
  await storage.saveJson(recordPath(owner), value, OUTPUT_BACKEND, { ifExists: "replace", ...options });
}

/** The part of a record that says which artifacts were read; empty where none was. */
export function artifactsRecorded({ artifacts = [] }: Pick<WellTask, "artifacts">): Pick<WellRecord, "artifacts"> {
  return artifacts.length === 0 ? {} : { artifacts: artifacts.map(({ name, hash }) => ({ name, hash })) };
}
