import {
  canonicalJson,
  type Json,
  OUTPUT_BACKEND,
  readJson,
  type SaveOptions,
  sha256Hex,
  type WellRecord,
  type WellTask,
} from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { type RecordOwner, recordPath } from "../layout.ts";
import type { OutputReader } from "../run-host.ts";

/** A record before it is sealed. */
export type RecordBody = Omit<WellRecord, "sha256">;

export async function sealedRecord(body: RecordBody): Promise<WellRecord> {
  return { ...body, sha256: await digestOf(body) };
}

/** Parses a record; null if it is not valid, or was changed after sealing. */
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

/** Writes a record: the last file of a well, which commits the others; not written once `signal` is aborted. */
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

/** What is at most so long is hashed sooner than a thread of the platform is asked to do it. */
const HASHED_HERE = 0x10000;

/** Lower-case hexadecimal SHA-256 of bytes, or of a text in UTF-8, by the platform: what is large is too much for JavaScript. */
export async function platformSha256(data: Uint8Array | string): Promise<string> {
  if (data.length <= HASHED_HERE) return sha256Hex(data);
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The state of the record file of a well, or of a reduction. */
export type FoundRecord =
  | { readonly record: WellRecord | null; readonly isDamaged: false }
  /** It cannot be read, or was changed: none of its content is trusted. */
  | { readonly record: null; readonly isDamaged: true };

const DAMAGED: FoundRecord = { record: null, isDamaged: true };

export async function findRecord(reader: Pick<OutputReader, "readText">, owner: RecordOwner): Promise<FoundRecord> {
  const text = await reader.readText(recordPath(owner)).catch(() => undefined);
  if (text === null) return { record: null, isDamaged: false };
  const record = text === undefined ? null : await openedRecord(text);
  return record === null ? DAMAGED : { record, isDamaged: false };
}

/** The record of a well, or of a reduction; null if there is no valid one. */
export async function storedRecord(
  reader: Pick<OutputReader, "readText">,
  owner: RecordOwner,
): Promise<WellRecord | null> {
  return (await findRecord(reader, owner)).record;
}
