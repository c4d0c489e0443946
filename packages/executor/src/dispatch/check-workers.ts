import { fail } from "../errors.ts";

/** @throws `WORKERS_INVALID` where `workers` is no number of workers */
export function checkWorkers(workers: number): void {
  const isWhole = Number.isInteger(workers) || workers === Number.POSITIVE_INFINITY;
  if (isWhole && workers >= 1) return;
  const message = `Cannot run plate: expected a whole number of workers, at least 1, got ${String(workers)}`;
  throw fail("WORKERS_INVALID", message, { details: { workers } });
}
