import type { WellRecord } from "@ohcs/context";
import { type RecordOwner, recordPath } from "../layout.ts";
import type { OutputReader } from "../run-host.ts";
import { openedRecord } from "./well-record-file.ts";

/** What lies where the record of a well, or of a reduction, belongs. */
export type FoundRecord =
  | { readonly record: WellRecord | null; readonly isDamaged: false }
  /** It cannot be read, or is not as it was written: nothing that it says is believed. */
  | { readonly record: null; readonly isDamaged: true };

const DAMAGED: FoundRecord = { record: null, isDamaged: true };

/** Looks for a record, and proves it. */
export async function findRecord(reader: Pick<OutputReader, "readText">, owner: RecordOwner): Promise<FoundRecord> {
  const text = await reader.readText(recordPath(owner)).catch(() => undefined);
  if (text === null) return { record: null, isDamaged: false };
  const record = text === undefined ? null : await openedRecord(text);
  return record === null ? DAMAGED : { record, isDamaged: false };
}

/** The record of a well, or of a reduction; null where there is none that proves itself. */
export async function storedRecord(
  reader: Pick<OutputReader, "readText">,
  owner: RecordOwner,
): Promise<WellRecord | null> {
  return (await findRecord(reader, owner)).record;
}
