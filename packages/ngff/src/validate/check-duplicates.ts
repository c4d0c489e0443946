import { printed, type Report } from "../rules/collect-violations.ts";
import type { RuleId } from "../rules/rules.ts";

/** Reports each item whose key occurred before; items without a key are skipped. */
export function checkDuplicates(
  keys: readonly unknown[],
  { what, rule, pointer }: { readonly what: string; readonly rule: RuleId; readonly pointer: string },
  report: Report,
): void {
  const first = new Map<string, number>();
  for (const [index, key] of keys.entries()) {
    if (key === undefined) continue;
    const text = JSON.stringify(key);
    const before = first.get(text);
    if (before === undefined) first.set(text, index);
    else
      report(rule, `${pointer}/${index}`, `expected each ${what} once, got ${printed(key)} again after item ${before}`);
  }
}
