import { fail } from "../errors.ts";

/** @throws `WELL_CANCELLED` where `signal` is aborted */
export function stopIfCancelled(signal: AbortSignal, well: string): void {
  if (!signal.aborted) return;
  throw fail("WELL_CANCELLED", `Cannot finish '${well}': expected to go on, got a cancellation`);
}
