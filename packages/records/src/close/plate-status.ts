import type { PhaseResult, PlateStatus, WellResult } from "@ohcs/context";
import { isDone } from "./is-done.ts";

/**
 * What a run came to: `complete` when every well succeeded and every phase is complete, `failed` when no well did,
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
