import type { NgffVersion } from "../model/version.ts";
import { ngffRules, type Rule, type RuleId, type Severity } from "./rules.ts";

/** What decides how much a broken rule weighs. */
export interface Weighing {
  readonly version: NgffVersion;
  /** Is what the specification's strict schemas ask for a `must`? */
  readonly strict: boolean;
  /** A document for itself, or as part of a hierarchy? */
  readonly scope: "document" | "hierarchy";
}

/** The weight of a rule under these circumstances. */
export function severityOf(id: RuleId, { version, strict, scope }: Weighing): Severity {
  const rule: Rule = ngffRules[id];
  if (rule.strict && strict) return "must";
  if (rule.accepted === version && scope === "document") return "should";
  return rule.severity;
}
