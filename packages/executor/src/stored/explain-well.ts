import type { WellStatus } from "@ohcs/context";
import type { OutputReader, Verification } from "../host/run-host.ts";
import { recordPath } from "../worker/well-record-file.ts";
import { type ContextChange, contextChanges } from "./context-changes.ts";
import { type DueReason, judgeRecord } from "./judge-record.ts";
import type { StoredPlan } from "./stored-plan.ts";

/** Why a well would be run again, or why it would not. */
export interface WellExplanation {
  readonly well: string;
  /** `upToDate`, or why it is due. */
  readonly verdict: "upToDate" | DueReason;
  /** How its latest attempt ended, and when it began; null where there was none. */
  readonly status: WellStatus | null;
  readonly startedAt: string | null;
  /** The first output that is not as committed. */
  readonly file: string | null;
  /**
   * What differs between the plan before and the present one. For a well that is up to date: why it was run again. Null
   * where no earlier plan is known.
   */
  readonly changes: readonly ContextChange[] | null;
}

/** Compares what lies in an output plate with its plan, for one well; null where the plan has no such well. */
export async function explainWell(
  reader: OutputReader,
  { planned, previous }: StoredPlan,
  well: string,
  how: Verification = "hash",
): Promise<WellExplanation | null> {
  const present = planned("well", well);
  if (present === null) return null;
  const fingerprint = String(present.context.fingerprint);
  const verdict = await judgeRecord(reader, { axis: "well", axisId: well, fingerprint }, how);
  const result = verdict.record?.result;
  const before = previous[recordPath("well", well)];
  return {
    well,
    verdict: verdict.kind === "done" ? "upToDate" : verdict.reason,
    status: result?.status ?? null,
    startedAt: result?.startedAt ?? null,
    file: verdict.kind === "done" ? null : verdict.file,
    changes: before === undefined ? null : contextChanges(before, present),
  };
}
