import { Value } from "@sinclair/typebox/value";
import { plateSchema, plateWellSchema } from "../model/plate.ts";
import type { NgffVersion } from "../model/version.ts";
import { itemsOf, memberOf, printed, type Report } from "../rules/collect-violations.ts";
import { checkDuplicates, checkForm } from "./check-form.ts";
import { checkStated, checkVersionStated } from "./check-stated.ts";

/** Checks a plate's own metadata. */
export function checkPlate(plate: unknown, version: NgffVersion, pointer: string, report: Report): void {
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

const LISTS = [
  { list: "rows", key: "name", what: "row" },
  { list: "columns", key: "name", what: "column" },
  { list: "wells", key: "path", what: "well" },
  { list: "acquisitions", key: "id", what: "acquisition" },
] as const;

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
