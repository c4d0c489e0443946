import { expect, test } from "vitest";
import type { ReportTable } from "../report-data.ts";
import { fittedPoints } from "./fitted-points.ts";

const COLUMNS = [
  "Metadata_Well",
  "Metadata_role",
  "Metadata_dose",
  "Metadata_compound",
  "Metadata_Exclude",
  "Count_Cells",
];
const table = (rows: ReportTable["rows"], columns = COLUMNS): ReportTable => ({
  name: "wells",
  by: null,
  allColumns: columns.length,
  columns,
  rows,
});

test("a curve is drawn with the wells it was fitted to: no controls, excluded wells, other compounds or zero doses", () => {
  const wells = table([
    ["A01", "negative", 0, "x", null, 9],
    ["A02", "sample", 2, "x", null, 8],
    ["A03", "sample", 2, "x", "no", 7],
    ["A04", "sample", 4, "x", "edge", 6],
    ["A05", "sample", 4, "y", null, 5],
    ["A06", "sample", 0, "x", null, 4],
    ["A07", "positive", 10, "x", null, 3],
    ["A08", "sample", 8, "x", null, null],
  ]);
  expect(fittedPoints(wells, "Count_Cells", "x")).toEqual([
    [2, 8],
    [2, 7],
  ]);
});

test("a plate map of doses alone is one curve", () => {
  const wells = table([[3, 5]], ["Metadata_Dose", "Count_Cells"]);
  expect(fittedPoints(wells, "Count_Cells", null)).toEqual([[3, 5]]);
});
