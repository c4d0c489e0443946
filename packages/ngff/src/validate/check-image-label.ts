import { imageLabelSchema } from "../model/image-label.ts";
import type { NgffVersion } from "../model/version.ts";
import type { Report } from "../rules/collect-violations.ts";
import { checkDuplicates } from "./check-duplicates.ts";
import { checkForm } from "./check-form.ts";
import { checkStated, checkVersionStated } from "./check-stated.ts";
import { itemsOf, memberOf } from "./json-value.ts";

/** Checks the metadata that a label image adds to those of an image. */
export function checkImageLabel(label: unknown, version: NgffVersion, pointer: string, report: Report): void {
  checkForm(imageLabelSchema, label, pointer, report);
  checkVersionStated(label, version, pointer, report);
  checkStated("label/no-colors", label, "colors", pointer, report);
  const colored = itemsOf(memberOf(label, "colors")).map((color) => memberOf(color, "label-value"));
  const rule = "label/duplicate";
  checkDuplicates(colored, { what: "colour", rule, pointer: `${pointer}/colors` }, report);
  const properties = itemsOf(memberOf(label, "properties"));
  checkDuplicates(properties, { what: "entry", rule, pointer: `${pointer}/properties` }, report);
}
