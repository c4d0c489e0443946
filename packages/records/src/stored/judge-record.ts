import type { ProcessingContext, WellRecord } from "@ohcs/context";
import type { RecordOwner } from "../layout.ts";
import type { OutputReader, Verification } from "../run-host.ts";
import { type FoundRecord, findRecord } from "./well-record-file.ts";

/**
 * Why a context must be run: it never was · its record was changed · it failed · it was stopped · its inputs changed ·
 * a file is not as committed.
 */
export type DueReason = "neverRun" | "recordDamaged" | "failed" | "cancelled" | "changed" | "damaged";

/** The state of a context in an output plate. */
export type Verdict =
  | { readonly kind: "done"; readonly record: WellRecord }
  | {
      readonly kind: "due";
      readonly reason: DueReason;
      readonly record: WellRecord | null;
      /** The first output that is not as committed. */
      readonly file: string | null;
    };

/** A context is done only if it succeeded, with this fingerprint, and all its outputs exist as committed. */
export async function judgeRecord(
  reader: OutputReader,
  owner: RecordOwner & Pick<ProcessingContext, "fingerprint">,
  how: Verification,
): Promise<Verdict> {
  return judgeStored(reader, await findRecord(reader, owner), owner.fingerprint, how);
}

/** The same of what was found already. */
export async function judgeStored(
  reader: Pick<OutputReader, "verify">,
  { record, isDamaged }: FoundRecord,
  fingerprint: string,
  how: Verification,
): Promise<Verdict> {
  if (isDamaged) return { kind: "due", reason: "recordDamaged", record, file: null };
  if (record === null) return { kind: "due", reason: "neverRun", record, file: null };
  if (record.fingerprint !== fingerprint) return { kind: "due", reason: "changed", record, file: null };
  if (record.result.status === "error") return { kind: "due", reason: "failed", record, file: null };
  if (record.result.status !== "success") return { kind: "due", reason: "cancelled", record, file: null };
  for (const output of record.result.outputs)
    if (!(await reader.verify(output, how))) return { kind: "due", reason: "damaged", record, file: output.path };
  return { kind: "done", record };
}
