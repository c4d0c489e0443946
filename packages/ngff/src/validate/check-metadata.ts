import { Type } from "@sinclair/typebox";
import { imageLabelSchema } from "../model/image-label.ts";
import type { MetadataKind } from "../model/metadata-kind.ts";
import { wellSchema } from "../model/plate.ts";
import type { NgffVersion } from "../model/version.ts";
import { isNodePath, itemsOf, memberOf, type Report, ruled } from "../rules/collect-violations.ts";
import { checkDuplicates, checkForm } from "./check-form.ts";
import { checkImage } from "./check-image.ts";
import { checkPlate } from "./check-plate.ts";
import { checkStated, checkVersionStated } from "./check-stated.ts";
import type { OpenMetadata } from "./open-metadata.ts";

/** The member of a group's metadata that makes it a plate, a well, an image, … */
export const KEY_OF = {
  plate: "plate",
  well: "well",
  image: "multiscales",
  labels: "labels",
  "image-label": "image-label",
} as const satisfies Readonly<Record<MetadataKind, string>>;

type Check = (value: unknown, version: NgffVersion, pointer: string, report: Report) => void;

const CHECKS: Readonly<Record<Exclude<MetadataKind, "image">, Check>> = {
  plate: checkPlate,
  well: checkWell,
  labels: (labels, _version, pointer, report) => checkLabels(labels, pointer, report),
  "image-label": checkImageLabel,
};

/** Checks metadata of one kind. */
export function checkMetadata(metadata: OpenMetadata, kind: MetadataKind, version: NgffVersion, report: Report): void {
  const { content, pointer } = metadata;
  const key = KEY_OF[kind];
  if (content[key] === undefined) report("metadata/kind", pointer, `expected '${key}', got nothing`);
  else if (kind === "image") checkImage(content, version, pointer, report);
  else CHECKS[kind](content[key], version, `${pointer}/${key}`, report);
}

/** Checks the metadata that a label image adds to those of an image. */
function checkImageLabel(label: unknown, version: NgffVersion, pointer: string, report: Report): void {
  checkForm(imageLabelSchema, label, pointer, report);
  checkVersionStated(label, version, pointer, report);
  checkStated("label/no-colors", label, "colors", pointer, report);
  const colored = itemsOf(memberOf(label, "colors")).map((color) => memberOf(color, "label-value"));
  const rule = "label/duplicate";
  checkDuplicates(colored, { what: "colour", rule, pointer: `${pointer}/colors` }, report);
  const properties = itemsOf(memberOf(label, "properties"));
  checkDuplicates(properties, { what: "entry", rule, pointer: `${pointer}/properties` }, report);
}

/** The paths of the label images of an image, relative to its `labels` group. */
const labelsSchema = Type.Array(Type.String(), ruled("labels/list"));

/** Checks the list of label images. */
function checkLabels(labels: unknown, pointer: string, report: Report): void {
  checkForm(labelsSchema, labels, pointer, report);
  checkDuplicates(itemsOf(labels), { what: "label image", rule: "labels/duplicate", pointer }, report);
  for (const [index, path] of itemsOf(labels).entries()) {
    if (typeof path === "string" && !isNodePath(path))
      report("labels/list", `${pointer}/${index}`, `expected a path below this group, got '${path}'`);
  }
}

/** Checks a well's own metadata. */
function checkWell(well: unknown, version: NgffVersion, pointer: string, report: Report): void {
  checkForm(wellSchema, well, pointer, report);
  checkVersionStated(well, version, pointer, report);
  const paths = itemsOf(memberOf(well, "images")).map((image) => memberOf(image, "path"));
  checkDuplicates(paths, { what: "field", rule: "well/duplicate", pointer: `${pointer}/images` }, report);
}
