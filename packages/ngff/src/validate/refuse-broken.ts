import { fail } from "../errors.ts";
import type { Violation } from "../rules/collect-violations.ts";

/**
 * Throws if any `must` is violated in `what`: the first in the message, all in the details. @throws
 * `NGFF_METADATA_INVALID`
 */
export function refuseBroken(what: string, violations: readonly Violation[]): void {
  const broken = violations.filter(({ severity }) => severity === "must");
  const [first] = broken;
  if (first === undefined) return;
  const more = broken.length > 1 ? ` (and ${broken.length - 1} more)` : "";
  const place = `${first.path}${first.pointer}`;
  const message = `Cannot use ${what}: ${first.message} at '${place}'${more}`;
  throw fail("NGFF_METADATA_INVALID", message, { details: { violations: broken } });
}
