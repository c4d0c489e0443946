import type { WellResult } from "@ohcs/context";

/** Has a context a valid result, of this run or an earlier one? One that was left out for want of an artifact has none. */
export function isDone(result: WellResult | undefined): boolean {
  return result?.status === "success" || (result?.status === "skipped" && result.error === null);
}
