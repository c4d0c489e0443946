import type { QuarantinedWell, WellResult } from "@ohcs/context";

/** Errors after which a well's worker is gone, or had to be ended because something of the well might still go on. */
const COST_WORKER: ReadonlySet<string> = new Set([
  "FUNCTION_EXITED",
  "FUNCTION_STRAY_ERROR",
  "STEP_TIMEOUT",
  "WELL_TIMEOUT",
  "WORKER_EXITED",
  "WORKER_MEMORY_SHORT",
  "WORKER_OUT_OF_MEMORY",
]);

/** Wells that failed such that running them again unattended is no good, in the order of `results`. */
export function quarantineOf(results: readonly WellResult[]): readonly QuarantinedWell[] {
  return results.flatMap(({ wellId: well, status, error, attempts }): readonly QuarantinedWell[] => {
    if (status !== "error" || error === null) return [];
    const { code } = error;
    if (COST_WORKER.has(code)) return [{ well, reason: "costWorker", attempts, code }];
    return attempts > 1 ? [{ well, reason: "failedRepeatedly", attempts, code }] : [];
  });
}
