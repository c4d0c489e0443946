import { readJson, type WellRecord } from "@ohcs/context";
import type { OutputReader } from "../run-host.ts";
import { type RecordOwner, recordPath } from "./well-record-file.ts";

/** The record of a well, or of a reduction; null where there is none that can be read. */
export async function storedRecord(
  reader: Pick<OutputReader, "readText">,
  owner: RecordOwner,
): Promise<WellRecord | null> {
  const text = await reader.readText(recordPath(owner)).catch(() => null);
  return text === null ? null : parsed(text);
}

function parsed(text: string): WellRecord | null {
  try {
    const value = readJson(text) as Partial<WellRecord> | null;
    return typeof value?.fingerprint === "string" && Array.isArray(value.result?.outputs)
      ? (value as WellRecord)
      : null;
  } catch {
    return null;
  }
}
