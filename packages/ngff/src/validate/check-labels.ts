import { Type } from "@sinclair/typebox";
import { isNodePath } from "../model/node-path.ts";
import type { Report } from "../rules/collect-violations.ts";
import { ruled } from "../rules/ruled.ts";
import { checkDuplicates } from "./check-duplicates.ts";
import { checkForm } from "./check-form.ts";
import { itemsOf } from "./json-value.ts";

/** The paths of the label images of an image, relative to its `labels` group. */
const labelsSchema = Type.Array(Type.String(), ruled("labels/list"));

/** Checks the list of label images. */
export function checkLabels(labels: unknown, pointer: string, report: Report): void {
  checkForm(labelsSchema, labels, pointer, report);
  checkDuplicates(itemsOf(labels), { what: "label image", rule: "labels/duplicate", pointer }, report);
  for (const [index, path] of itemsOf(labels).entries()) {
    if (typeof path === "string" && !isNodePath(path))
      report("labels/list", `${pointer}/${index}`, `expected a path below this group, got '${path}'`);
  }
}
