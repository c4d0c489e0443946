import type { ProcessingContext, WellStatus } from "@ohcs/context";
import { recordPath } from "../layout.ts";
import type { OutputReader, Verification } from "../run-host.ts";
import { artifactsRead, effectiveFingerprint } from "./artifacts.ts";
import { type ContextChange, contextChanges } from "./context-changes.ts";
import { type DueReason, judgeRecord } from "./judge-record.ts";
import { latestArtifacts } from "./latest-artifacts.ts";
import type { StoredPlan } from "./stored-plan.ts";

/** Why a well would, or would not, be run again. */
export interface WellExplanation {
  readonly well: string;
  /** `upToDate`, or why it is due. */
  readonly verdict: "upToDate" | DueReason;
  /** How its latest attempt ended, and when it began; null if there was none. */
  readonly status: WellStatus | null;
  readonly startedAt: string | null;
  /** The first output that is not as committed. */
  readonly file: string | null;
  /**
   * Differences between the earlier plan and the present one. For a well that is up to date: why it was run again. Null
   * if no earlier plan is known.
   */
  readonly changes: readonly ContextChange[] | null;
}

/**
 * Compares an output plate with its plan, for one well; null if the plan has no such well. For a well with work in
 * several stretches, the first that is due is explained.
 */
export async function explainWell(
  reader: OutputReader,
  plan: StoredPlan,
  well: string,
  how: Verification = "hash",
): Promise<WellExplanation | null> {
  const phases = plan.plate.phases.toArray().flatMap(({ kind, contexts }) => {
    const context = kind === "map" ? contexts.find(({ axisId }) => axisId === well) : undefined;
    return context === undefined ? [] : [context];
  });
  let explanation: WellExplanation | null = null;
  for (const context of phases) {
    explanation = await explainStretch(reader, plan, context, how);
    if (explanation.verdict !== "upToDate") break;
  }
  return explanation;
}

async function explainStretch(
  reader: OutputReader,
  plan: StoredPlan,
  context: ProcessingContext,
  how: Verification,
): Promise<WellExplanation> {
  const { axis, axisId, phase } = context;
  const read = artifactsRead(context);
  const latest = read.length === 0 ? [] : await latestArtifacts(reader, plan);
  const fingerprint = effectiveFingerprint(
    context.fingerprint,
    latest.filter(({ name }) => read.includes(name)),
  );
  const verdict = await judgeRecord(reader, { axis, axisId, phase, fingerprint }, how);
  const result = verdict.record?.result;
  const [before, present] = [plan.previous[recordPath(context)], plan.planned(context)];
  return {
    well: axisId,
    verdict: verdict.kind === "done" ? "upToDate" : verdict.reason,
    status: result?.status ?? null,
    startedAt: result?.startedAt ?? null,
    file: verdict.kind === "done" ? null : verdict.file,
    changes: before === undefined || present === null ? null : contextChanges(before, present),
  };
}
