import type { FieldsOf } from "./frozen-record.ts";
import type { InputLink } from "./plan-parts.ts";

/** Does each well, or each plate, of a reduction give a part of the input? */
export function isCollected({ source }: Pick<FieldsOf<InputLink>, "source">): boolean {
  return source === "wells" || source === "plates";
}
