import type { ExecutorErrorCode } from "../errors.ts";
import type { ContextChange } from "./context-changes.ts";

/** Why a well cannot begin at a step. */
export interface NoStart {
  readonly code: Extract<ExecutorErrorCode, `FROM_STEP_${string}`>;
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
