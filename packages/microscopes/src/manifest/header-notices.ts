import type { Diagnostic } from "@ohcs/context";
import { countOf } from "../count-of.ts";
import { notice } from "../notices.ts";
import type { PlaneHeaders } from "./plane-header.ts";

/** What is wrong with the images that were looked into. */
export function headerNotices(headers: PlaneHeaders): readonly Diagnostic[] {
  const read = [...headers];
  const damaged = read.flatMap(([path, { problem }]) => (problem === null ? [] : [`${path}: ${problem}`]));
  const paged = read.filter(([, { header }]) => (header?.pages ?? 1) > 1).map(([path]) => path);
  return [
    ...(damaged.length === 0
      ? []
      : [notice("IMAGES_UNREADABLE", `${countOf(damaged.length, "image")} cannot be read`, damaged)]),
    ...(paged.length === 0
      ? []
      : [
          notice("PAGES_UNUSED", `Found ${countOf(paged.length, "image")} of more than one page`, paged, {
            expected: "one page",
          }),
        ]),
  ];
}
