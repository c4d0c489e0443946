import type { RuleId, Severity } from "./rules.ts";

/** One place where metadata violate a rule. */
export interface Violation {
  /** The document within the hierarchy: `A/1/zarr.json`; empty where a single document was validated. */
  readonly path: string;
  /** The place inside the document as a JSON pointer: `/plate/wells/0/path`; empty for the document as a whole. */
  readonly pointer: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  /** What was expected and what was found. */
  readonly message: string;
}
