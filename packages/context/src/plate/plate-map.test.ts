import { describe, expect, test } from "vitest";
import { type Cell, concatTables, plateMapOf } from "../index.ts";
import { wellColumns } from "./plate-map.ts";

const mapOf = (columns: readonly string[], ...rows: (readonly Cell[])[]) => plateMapOf({ columns, rows });
const expectedOf = (columns: readonly string[], ...rows: (readonly Cell[])[]) =>
  mapOf(columns, ...rows).problems.map(({ expected }) => expected);

test("plateMapOf() finds wells by row and column, and gives the other columns the prefix of metadata once", () => {
  const { columns, wells, problems } = mapOf(
    ["ImageNumber", "Column", "Row", "Dose", " metadata_role"],
    [1, "01", "A", 0, "x"],
    [null, null, null, null, null],
    [2, 12, " b ", 3, "y"],
  );
  expect(problems).toEqual([]);
  expect(columns).toEqual(["Metadata_ImageNumber", "Metadata_Dose", "Metadata_role"]);
  expect([...wells]).toEqual([
    ["A01", [1, 0, "x"]],
    ["B12", [2, 3, "y"]],
  ]);
});

const IDENTITY = [
  "Plate",
  "Well",
  "Site",
  "SourceSite",
  "Timepoint",
  "ZIndex",
  "Channel",
  "Acquisition",
  "ObjectNumber",
  "Duplicate",
  "TouchesEdge",
  "Status",
];
const spellings = (name: string) => [name, `Metadata_${name}`, ` metadata_${name.toUpperCase()} `, `Metadata ${name}`];

describe.each(IDENTITY)("a plate map's column of the name '%s'", (name) => {
  test.each(spellings(name))("is a problem, also as '%s': what the run says of a row stands", (column) => {
    const { columns, wells, problems } = mapOf(["Well_ID", column], ["A01", "control"]);
    expect(problems).toMatchObject([{ expected: "columns other than those for identity and status", count: 1 }]);
    expect([columns, wells.size]).toEqual([[], 0]);
  });
});

test.each(["z index", "Time-Point", "Ｓｔａｔｕｓ", "sta\u200Btus", "Metadata_Metadata_Well", "Well ID"])(
  "the spelling '%s' of a column of identity or status is one, too",
  (column) => {
    expect(expectedOf(["well", column], ["A01", 1])).toEqual(["columns other than those for identity and status"]);
  },
);

test.each(["PlateBarcode", "Welltype", "status_code", "Row", "Exclude", "__proto__", "constructor"])(
  "a column '%s' is none of identity or status",
  (column) => {
    const { columns, wells, problems } = mapOf(["well", column], ["A01", "x"]);
    expect([columns, wells.get("A01"), problems]).toEqual([[`Metadata_${column}`], ["x"], []]);
  },
);

test.each([
  ["no column that names the well", ["dose"], [], "a column 'well', or 'Row' and 'Column'"],
  ["an empty file", [], [], "a column 'well', or 'Row' and 'Column'"],
  ["no row", ["well"], [], "a row for each well"],
  ["rows without any cell", ["well", "a"], [[null, null]], "a row for each well"],
  ["a well twice in two spellings", ["well"], [["A01"], [" a1"]], "each well once"],
  ["what is no well", ["well"], [["mean"]], "a well in each row"],
  ["a row without its well", ["well", "dose"], [[null, 5]], "a well in each row"],
  ["a column without a name", ["well", " "], [["A01", 1]], "a name for each column"],
  [
    "names that become one column",
    ["well", "dose", "Metadata_Dose "],
    [["A01", 1, 2]],
    "column names that differ by more than case, spaces around them and 'Metadata_'",
  ],
  [
    "a number that is not finite",
    ["well", "a"],
    [["A01", Number("1e400")]],
    "texts, finite numbers, booleans and nulls as cells",
  ],
  [
    "more columns than a spreadsheet",
    ["well", ...Array.from({ length: 16_384 }, (_, i) => `c${i}`)],
    [],
    "at most 16384 columns",
  ],
] as const)("plateMapOf() reports %s", (_, columns, rows, expected) => {
  expect(expectedOf(columns, ...rows)).toEqual([expected]);
});

test("a problem fits on a line, whatever the file holds", () => {
  const names = Array.from({ length: 1000 }, (_, i) => `${i}\u001b[2J\n${"x".repeat(1000)}`);
  const [problem] = mapOf(names).problems;
  expect(problem?.got.length).toBeLessThan(300);
  expect(problem?.got).toMatch(/^'0\uFFFD\[2J\uFFFDx+…'.* and 995 more$/);
});

test("tables of 200,000 columns are read as a map and joined within seconds", () => {
  const columns = ["well", ...Array.from({ length: 200_000 }, (_, i) => `c${i}`)];
  const table = { columns, rows: [columns.map((_, i) => (i === 0 ? "A01" : i))] };
  const before = process.cpuUsage();
  expect(plateMapOf(concatTables([table, table])).problems).toHaveLength(1);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(5);
});

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

describe("matrices, as the plate looks", () => {
  const doses = [
    ["A", "0", "0.5"],
    ["B", "1", null],
    ["Compound", "1", "2"],
    ["A", "DMSO", "drug"],
    ["b", "drug", null],
  ] as const;

  test("become columns with the names in their corners, one row for each well that has a value", () => {
    const { columns, wells, problems } = mapOf(["Dose (µM)", "1", "2"], ...doses);
    expect(problems).toEqual([]);
    expect(columns).toEqual(["Metadata_Dose_uM", "Metadata_Compound"]);
    expect([...wells]).toEqual([
      ["A01", [0, "DMSO"]],
      ["A02", [0.5, "drug"]],
      ["B01", [1, "drug"]],
    ]);
  });

  test("what is wrong in one is named with its line", () => {
    const rows = [
      ["A", "0", "0,5"],
      ["Dose_nM", "1", "2"],
      ["A", "3", "4"],
      ["A", "5", null],
      ["mean", "1", "7"],
    ] as const;
    const { problems } = plateMapOf({ columns: ["Dose (uM)", "1", "2"], rows }, [2, 4, 5, 6, 9]);
    expect(problems.map(({ expected, examples }) => [expected, ...examples])).toEqual([
      ["a well in each row", "mean1 (line 9)", "mean2 (line 9)"],
      ["each well once", "A01 (lines 2, 6)"],
      ["numbers in the column 'dose' and in columns with a unit", "0,5 (line 2)"],
    ]);
  });

  test("a corner without a name is a problem, and a table whose columns have numbers for names is none", () => {
    expect(expectedOf(["", "1", "2"], ["A", 1, 2])).toEqual(["a name for each column"]);
    const { columns, wells } = mapOf(["well", "1"], ["A01", "x"]);
    expect([columns, wells.get("A01")]).toEqual([["Metadata_1"], ["x"]]);
  });
});

test.each([
  ["Dose (uM)", "Metadata_Dose_uM"],
  ["Dose [nM]", "Metadata_Dose_nM"],
  ["Metadata_Time (h)", "Metadata_Time_h"],
  ["dose_um", "Metadata_dose_um"],
  ["Dose (first)", "Metadata_Dose (first)"],
])("a column '%s' is called '%s' in tables", (column, name) => {
  expect(mapOf(["well", column], ["A01", 1]).columns).toEqual([name]);
});

test("the column 'dose' holds numbers: a decimal comma is named with its line, no dose is none", () => {
  const { wells, problems } = mapOf(["well", "Metadata_Dose"], ["A01", "0,25"], ["A02", null], ["A03", "0.5"]);
  expect(problems.map(({ expected, examples }) => [expected, examples])).toEqual([
    ["numbers in the column 'dose' and in columns with a unit", ["0,25 (line 2)"]],
  ]);
  expect([wells.get("A02"), wells.get("A03")]).toEqual([[null], [0.5]]);
});

test("numbers of a column with a unit are read; what is none is named with its line, and other columns hold texts", () => {
  const { wells, problems } = mapOf(
    ["well", "dose_um", "batch"],
    ["A01", " 1e-3 ", "0,5"],
    ["A02", "n/a", "7"],
    ["A03", null, "x"],
  );
  expect(problems.map(({ got, count, examples }) => [got, count, examples])).toEqual([["'n/a'", 1, ["n/a (line 3)"]]]);
  expect([...wells.values()]).toEqual([
    [0.001, "0,5"],
    [null, "7"],
    [null, "x"],
  ]);
});
