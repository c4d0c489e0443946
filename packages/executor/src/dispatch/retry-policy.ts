import type { ProcessingContext, WellResult } from "@ohcs/context";

/** Whether a context may be tried again after it ended so. It keeps count: ask once for each attempt. */
export type RetryPolicy = (result: WellResult) => boolean;

/**
 * Says of one failed attempt after another whether the context may be tried again: only where the error is marked
 * retryable, and while the step that failed has retries left, or the well where no step is to blame. In all a context is
 * retried no more often than the greatest of these limits allows; attempts for other reasons, on another device or with more
 * memory, do not count.
 */
export function retryPolicy({ config, stepPlans }: ProcessingContext): RetryPolicy {
  const limits = new Map<number | null, number>([[null, config.retries]]);
  for (const plan of stepPlans) limits.set(plan.stepIndex, plan.retries);
  const most = Math.max(...limits.values());
  const used = new Map<number | null, number>();
  let all = 0;
  return ({ status, error }) => {
    if (status !== "error" || error?.retryable !== true) return false;
    const place = error.step?.index ?? null;
    const count = (used.get(place) ?? 0) + 1;
    used.set(place, count);
    return ++all <= most && count <= (limits.get(place) ?? 0);
  };
}
