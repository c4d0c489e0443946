import { canonicalText } from "./canonical-text.ts";
import type { Json } from "./json.ts";

/**
 * JSON with sorted keys and no spaces: equal values give equal bytes. −0 is written as 0.
 * @throws `CONTEXT_VALUE_REFUSED` naming the path of anything that is not JSON
 */
export function canonicalJson(value: Json): string {
  return canonicalText(value);
}
