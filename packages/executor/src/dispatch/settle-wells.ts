import { mapConcurrently, type ProcessingContext, type WellResult } from "@ohcs/context";
import { judgeRecord, type Verdict } from "@ohcs/records";
import { fail } from "../errors.ts";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import type { RunScope } from "./run-scope.ts";

/** A context that need not be run, with its result. */
interface Settled {
  readonly context: ProcessingContext;
  readonly result: WellResult;
}

const JUDGED_AT_ONCE = 4;

/** Separates contexts with a valid result from those that are due. Without resume all selected ones are due. */
export async function settleWells(
  scope: RunScope,
  contexts: readonly ProcessingContext[],
): Promise<{ readonly settled: readonly Settled[]; readonly due: readonly ProcessingContext[] }> {
  const results = await mapConcurrently(contexts, JUDGED_AT_ONCE, (context) => settledResult(scope, context));
  const settled = results.flatMap((result, i) => {
    const context = contexts[i];
    return result === null || context === undefined ? [] : [{ context, result }];
  });
  return { settled, due: contexts.filter((_, i) => results[i] === null) };
}

/** The result of a context that need not be run; null for one that is due. */
export async function settledResult(scope: RunScope, context: ProcessingContext): Promise<WellResult | null> {
  const isAsked = context.axis !== "well" || scope.asked.has(context.axisId);
  if (scope.cancellation.signal.aborted || (scope.resume === null && isAsked && !isSubset(scope, context))) return null;
  const verdict = await judgeRecord(scope.folder, context, scope.resume?.verify ?? "hash");
  if (verdict.kind === "done") return { ...verdict.record.result, status: "skipped" };
  // A well that was not selected is not retried: reductions keep their contributors.
  if (!isAsked) return verdict.reason === "failed" ? (verdict.record?.result ?? null) : null;
  // What failed before a barrier was never run behind it.
  const isFirst = context.axis === "well" && context.phase === 0;
  const isLeftOut = isFirst && scope.resume?.onlyFailed === true && verdict.reason !== "failed";
  return isLeftOut ? leftOut(context.axisId, verdict, scope.runnerName) : null;
}

/** Is it a reduction over more wells than were selected? Its result is valid while they are unchanged. */
function isSubset({ asked, imaged }: RunScope, { axis, wells }: ProcessingContext): boolean {
  return axis !== "well" && wells.some((well) => imaged.has(well) && !asked.has(well));
}

function leftOut(well: string, { reason }: Extract<Verdict, { kind: "due" }>, worker: string): WellResult {
  const task = { context: "", wellId: well, attempt: 0, deadlineMs: null, contributors: [] };
  const message = `Cannot use '${well}': expected a valid result or a failure, got '${reason}'`;
  const error = fail("WELL_LEFT_OUT", message, { details: { well, reason } });
  return new WellTimer(task, worker).ended("error", toWellError(error));
}
