import type { NgffVersion } from "../model/version.ts";
import { wellSchema } from "../model/well.ts";
import type { Report } from "../rules/collect-violations.ts";
import { checkDuplicates } from "./check-duplicates.ts";
import { checkForm } from "./check-form.ts";
import { checkVersionStated } from "./check-stated.ts";
import { itemsOf, memberOf } from "./json-value.ts";

/** Checks a well's own metadata. */
export function checkWell(well: unknown, version: NgffVersion, pointer: string, report: Report): void {
  checkForm(wellSchema, well, pointer, report);
  checkVersionStated(well, version, pointer, report);
  const paths = itemsOf(memberOf(well, "images")).map((image) => memberOf(image, "path"));
  checkDuplicates(paths, { what: "field", rule: "well/duplicate", pointer: `${pointer}/images` }, report);
}
