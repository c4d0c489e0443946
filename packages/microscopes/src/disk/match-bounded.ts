import { runInNewContext } from "node:vm";
import { countOf } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { MatchNames } from "../grammar/read-by-pattern.ts";

const BUDGET_MS = 5000;
const script = `JSON.stringify(texts.map((text) => { const match = expression.exec(text); return match && { ...match.groups } }))`;

/**
 * Matches all names within five seconds in total: an expression that backtracks without end is interrupted.
 * @throws `PATTERN_TOO_SLOW`
 */
export function matchBounded(budgetMs: number = BUDGET_MS): MatchNames {
  return (expression, texts) => {
    try {
      return JSON.parse(runInNewContext(script, { expression, texts }, { timeout: budgetMs }));
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
      const message = `Cannot use pattern '${expression.source}': expected ${countOf(texts.length, "name")} to be matched in ${budgetMs} ms, got no end`;
      throw fail("PATTERN_TOO_SLOW", message, { details: { pattern: expression.source, budgetMs }, cause });
    }
  };
}
