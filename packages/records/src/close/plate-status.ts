import type { PhaseResult, PlateStatus, QuarantinedWell, WellResult } from "@ohcs/context";

/**
 * The status of a run: `complete` when every well succeeded and every phase is complete, `failed` when no well did,
 * `cancelled` when the run was stopped before its end, else `partial`.
 */
export function plateStatus(wells: readonly WellResult[], phases: readonly PhaseResult[]): PlateStatus {
  const done = wells.filter(isDone).length;
  const isCancelled = ({ status }: { readonly status: string }) => status === "cancelled";
  if (wells.some(isCancelled) || phases.some(isCancelled)) return "cancelled";
  if (done === 0 && wells.length > 0) return "failed";
  const complete = done === wells.length && phases.every(({ status }) => status === "complete" || status === "skipped");
  return complete ? "complete" : "partial";
}

/**
 * Does a context have a valid result, of this run or an earlier one? One that was skipped because an artifact is
 * missing has none.
 */
export function isDone(result: WellResult | undefined): boolean {
  return result?.status === "success" || (result?.status === "skipped" && result.error === null);
}

/** Errors after which a well's worker is gone, or had to be ended because work of the well might still be running. */
const COST_WORKER: ReadonlySet<string> = new Set([
  "FUNCTION_EXITED",
  "FUNCTION_STRAY_ERROR",
  "STEP_TIMEOUT",
  "WELL_TIMEOUT",
  "WORKER_EXITED",
  "WORKER_MEMORY_SHORT",
  "WORKER_OUT_OF_MEMORY",
]);

/** Wells whose failure means that they should not be run again unattended, in the order of `results`. */
export function quarantineOf(results: readonly WellResult[]): readonly QuarantinedWell[] {
  return results.flatMap(({ wellId: well, status, error, attempts }): readonly QuarantinedWell[] => {
    if (status !== "error" || error === null) return [];
    const { code } = error;
    if (COST_WORKER.has(code)) return [{ well, reason: "costWorker", attempts, code }];
    return attempts > 1 ? [{ well, reason: "failedRepeatedly", attempts, code }] : [];
  });
}
