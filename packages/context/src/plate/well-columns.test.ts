import { expect, test } from "vitest";
import { wellColumns } from "./well-columns.ts";

test.each([
  [["dose", "well"], ["well"]],
  [["Metadata_Well", "dose"], ["Metadata_Well"]],
  [["WELL_ID", "Row", "Column"], ["WELL_ID"]],
  [
    ["ImageNumber", "Column", "Row", "dose"],
    ["Row", "Column"],
  ],
  [
    ["Metadata_Row", "Metadata_Col"],
    ["Metadata_Row", "Metadata_Col"],
  ],
  [["row", "dose"], []],
  [["wells", "arrow", "columns"], []],
])("wellColumns() of %j are %j", (columns, expected) => {
  expect(wellColumns(columns)).toEqual(expected);
});
