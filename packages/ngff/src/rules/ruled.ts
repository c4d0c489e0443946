import type { RuleId } from "./rules.ts";

/** Options of a schema with the rule that a value breaks which does not fit it; it holds for everything inside, too. */
export function ruled<const Options extends object>(rule: RuleId, options?: Options): Options & { rule: RuleId } {
  return { ...(options as Options), rule };
}
