import type { InputLinkFields } from "./plan-parts.ts";

/** Does each well, or each plate, of a reduction give a part of the input? */
export function isCollected({ source }: Pick<InputLinkFields, "source">): boolean {
  return source === "wells" || source === "plates";
}
