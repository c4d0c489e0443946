import type { NgffVersion } from "../model/version.ts";
import { ngffRules, type Rule, type RuleId, type Severity } from "./rules.ts";

/** What the severity of a violation depends on. */
export interface Weighing {
  readonly version: NgffVersion;
  /** Do violations of the specification's strict schemas count as `must`? */
  readonly strict: boolean;
  /** A single document, or part of a hierarchy? */
  readonly scope: "document" | "hierarchy";
}

/** The severity of a violation of a rule in this situation. */
export function severityOf(id: RuleId, { version, strict, scope }: Weighing): Severity {
  const rule: Rule = ngffRules[id];
  if (rule.strict && strict) return "must";
  if (rule.accepted === version && scope === "document") return "should";
  return rule.severity;
}
