import type { RuleId } from "./rules.ts";
import { severityOf, type Weighing } from "./severity-of.ts";
import type { Violation } from "./violation.ts";

/** Records that the value at `pointer` of a document violates a rule. */
export type Report = (rule: RuleId, pointer: string, message: string) => void;

/** The violations of one or several documents, in the order in which they are reported. */
export interface Collector {
  /** Reports about the document at this path. */
  at(path: string): Report;
  readonly violations: Violation[];
}

/** An empty collector that assigns severities. */
export function collectViolations(weighing: Weighing): Collector {
  const violations: Violation[] = [];
  return {
    violations,
    at: (path) => (rule, pointer, message) =>
      violations.push({ path, pointer, rule, severity: severityOf(rule, weighing), message }),
  };
}
