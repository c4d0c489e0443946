import type { RecordsErrorCode } from "../errors.ts";
import type { ContextChange } from "./context-changes.ts";

/** Why a well cannot begin at a step. */
export interface NoStart {
  readonly code: Extract<RecordsErrorCode, `FROM_STEP_${string}`>;
  readonly expected: string;
  readonly got: string;
  readonly remedy?: string;
  readonly details?: {
    /** The step that did not store what is read. */
    readonly from?: string;
    readonly file?: string;
    readonly changes?: readonly ContextChange[];
  };
}

/** What a well has whose record does not say enough of what its steps stored. */
export const EARLIER_VERSION = "those of an earlier version of OHCS";

export function noResult(got: string): NoStart {
  return { code: "FROM_STEP_NO_RESULT", expected: "results of the steps before it", got };
}
