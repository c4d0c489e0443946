import type { ProcessingContext, WellResult } from "@ohcs/context";

/**
 * Says of one failed attempt after another whether the context may be tried again: only where the error is marked
 * retryable, and while the step that failed has retries left, or the well where no step is to blame. In all a context is
 * retried no more often than the greatest of these limits allows.
 */
export function retryPolicy({ config, stepPlans }: ProcessingContext): (result: WellResult) => boolean {
  const ofWell = config.get("retries");
  const limits = new Map<number | null, number>([[null, typeof ofWell === "number" ? ofWell : 0]]);
  for (const plan of stepPlans) limits.set(plan.stepIndex, plan.retries);
  const most = Math.max(...limits.values());
  const used = new Map<number | null, number>();
  return ({ status, error, attempts }) => {
    if (status !== "error" || error?.retryable !== true || attempts > most) return false;
    const place = error.step?.index ?? null;
    const count = (used.get(place) ?? 0) + 1;
    used.set(place, count);
    return count <= (limits.get(place) ?? 0);
  };
}
