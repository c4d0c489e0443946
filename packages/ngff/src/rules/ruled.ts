import type { RuleId } from "./rules.ts";

/** Options of a schema with the rule that is violated by values which do not match it, including everything inside. */
export function ruled<const Options extends object>(rule: RuleId, options?: Options): Options & { rule: RuleId } {
  return { ...(options as Options), rule };
}
