import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { imageLabelSchema } from "../model/image-label.ts";
import type { MetadataKind } from "../model/metadata-kind.ts";
import { plateSchema, plateWellSchema, wellSchema } from "../model/plate.ts";
import type { NgffVersion } from "../model/version.ts";
import { isNodePath, itemsOf, memberOf, printed, type Report, ruled } from "../rules/collect-violations.ts";
import { checkDuplicates, checkForm, checkStated, checkVersionStated } from "./check-form.ts";
import { checkImage } from "./check-image.ts";
import type { OpenMetadata } from "./open-metadata.ts";

const LISTS = [
  { list: "rows", key: "name", what: "row" },
  { list: "columns", key: "name", what: "column" },
  { list: "wells", key: "path", what: "well" },
  { list: "acquisitions", key: "id", what: "acquisition" },
] as const;

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

/** Checks a plate's own metadata. */
function checkPlate(plate: unknown, version: NgffVersion, pointer: string, report: Report): void {
  checkForm(plateSchema, plate, pointer, report);
  checkVersionStated(plate, version, pointer, report);
  checkStated("plate/name", plate, "name", pointer, report);
  checkListedOnce(plate, pointer, report);
  checkCase(plate, pointer, report);
  checkPlaces(plate, pointer, report);
  for (const [index, acquisition] of itemsOf(memberOf(plate, "acquisitions")).entries()) {
    const at = `${pointer}/acquisitions/${index}`;
    checkStated("plate/acquisition-name", acquisition, "name", at, report);
    checkStated("plate/acquisition-field-count", acquisition, "maximumfieldcount", at, report);
  }
}

function checkListedOnce(plate: unknown, pointer: string, report: Report): void {
  for (const { list, key, what } of LISTS) {
    const keys = itemsOf(memberOf(plate, list)).map((item) => memberOf(item, key));
    checkDuplicates(keys, { what, rule: "plate/duplicate", pointer: `${pointer}/${list}` }, report);
  }
}

/** Folders of rows and columns would collide on case-insensitive file systems. */
function checkCase(plate: unknown, pointer: string, report: Report): void {
  for (const list of ["rows", "columns"] as const) {
    const first = new Map<string, string>();
    for (const [index, item] of itemsOf(memberOf(plate, list)).entries()) {
      const name = memberOf(item, "name");
      if (typeof name !== "string") continue;
      const before = first.get(name.toLowerCase());
      if (before === undefined) first.set(name.toLowerCase(), name);
      else if (before !== name)
        report(
          "plate/case-clash",
          `${pointer}/${list}/${index}/name`,
          `expected another name than '${before}', got '${name}'`,
        );
    }
  }
}

function checkPlaces(plate: unknown, pointer: string, report: Report): void {
  const rows = itemsOf(memberOf(plate, "rows"));
  const columns = itemsOf(memberOf(plate, "columns"));
  for (const [index, well] of itemsOf(memberOf(plate, "wells")).entries()) {
    if (!Value.Check(plateWellSchema, well)) continue;
    const row = memberOf(rows[well.rowIndex], "name");
    const column = memberOf(columns[well.columnIndex], "name");
    if (typeof row === "string" && typeof column === "string" && well.path === `${row}/${column}`) continue;
    const expected = `the path of row ${well.rowIndex} (${printed(row)}) and column ${well.columnIndex} (${printed(column)})`;
    report("plate/well-index", `${pointer}/wells/${index}`, `expected ${expected}, got '${well.path}'`);
  }
}
