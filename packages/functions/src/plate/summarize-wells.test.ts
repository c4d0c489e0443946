import { type ContributorStatus, recordsOf, type Table, type TableInput } from "@ohcs/context";
import { expect, test } from "vitest";
import { environment } from "../../test/draw-stack.ts";
import { mergeTables } from "./merge-tables.ts";
import { summarizeWells } from "./summarize-wells.ts";

const columns = ["ObjectNumber", "Metadata_Duplicate", "Metadata_TouchesEdge", "AreaShape_Area", "AreaShape_Center_X"];
const objects = (...rows: number[][]): Table => ({ columns, rows });
const tables = (byWell: Record<string, Table>): TableInput => ({
  kind: "table",
  tables: Object.values(byWell),
  keys: Object.keys(byWell).map((well) => ({ well })),
});
const nuclei = tables({
  A01: objects([1, 0, 0, 10, 1], [2, 0, 0, 30, 1], [3, 0, 1, 99, 1], [4, 1, 0, 99, 1]),
  A02: objects(),
});
const contributors: ContributorStatus[] = [
  { well: "A01", status: "success" },
  { well: "A02", status: "success" },
  { well: "A03", status: "error" },
  { well: "B01", status: "cancelled" },
  { well: "B02", status: "skipped" },
  { well: "H12", status: "absent" },
];

async function wells(inputs: Record<string, TableInput>): Promise<Table> {
  const { outputs } = await summarizeWells.run(inputs, {}, environment({ contributors }));
  return outputs?.wells as Table;
}

test("every selected well has a row in wells, whatever became of it (landmine 39)", async () => {
  expect(recordsOf(await wells({ nuclei }))).toMatchObject([
    { Metadata_Well: "A01", Metadata_Status: "success", Count_Nuclei: 3 },
    { Metadata_Well: "A02", Metadata_Status: "success", Count_Nuclei: 0 },
    { Metadata_Well: "A03", Metadata_Status: "error", Count_Nuclei: null },
    { Metadata_Well: "B01", Metadata_Status: "cancelled", Count_Nuclei: null },
    { Metadata_Well: "B02", Metadata_Status: "skipped", Count_Nuclei: null },
    { Metadata_Well: "H12", Metadata_Status: "absent", Count_Nuclei: null },
  ]);
});

test("sums over wells equal the ground truth, 0 included (landmine 7)", async () => {
  const counts = recordsOf(await wells({ nuclei })).map(({ Count_Nuclei }) => Number(Count_Nuclei));
  expect(counts.reduce((sum, count) => sum + count)).toBe(3);
});

test("summarizeWells() aggregates objects that are neither duplicates nor cut by a border", async () => {
  const [first, second] = recordsOf(await wells({ nuclei }));
  expect(first).toMatchObject({
    Median_Nuclei_AreaShape_Area: 20,
    Mean_Nuclei_AreaShape_Area: 20,
    Mad_Nuclei_AreaShape_Area: 10,
  });
  expect(second).toMatchObject({ Median_Nuclei_AreaShape_Area: null, Mad_Nuclei_AreaShape_Area: null });
  expect(Object.keys(first ?? {}).filter((name) => name.includes("Center"))).toEqual([]);
});

test("summarizeWells() adds counts of images, averages their figures and keeps a single row", async () => {
  const sites: Table = {
    columns: ["Metadata_Site", "Count_Spots", "QC_NoForeground", "Threshold"],
    rows: [
      [1, 3, true, 10],
      [2, 4, false, 20],
    ],
  };
  const [first] = recordsOf(await wells({ sites: tables({ A01: sites }) }));
  expect(first).toMatchObject({ Count_Spots: 7, QC_NoForeground: 1, Threshold: 15 });
});

test("summarizeWells() joins the plate map by well", async () => {
  const map = tables({
    "": {
      columns: ["well", "dose"],
      rows: [
        ["a1", 5],
        ["A03", 7],
        ["H12", 9],
      ],
    },
  });
  expect(recordsOf(await wells({ nuclei, map })).map(({ Metadata_dose }) => Metadata_dose)).toEqual([
    5,
    null,
    7,
    null,
    null,
    9,
  ]);
});

test.each(["Plate", "Status", "Metadata_Well", "Metadata_Status", "Metadata_Plate", " metadata_STATUS "])(
  "summarizeWells() refuses a plate map whose column '%s' would say whose a row is, or what became of it",
  async (column) => {
    const map = tables({ "": { columns: ["well", column], rows: [["A03", "control"]] } });
    await expect(wells({ nuclei, map })).rejects.toMatchObject({ code: "PLATE_MAP_INVALID" });
  },
);

test("mergeTables() joins the wells' tables in order", async () => {
  const { outputs } = await mergeTables.run({ table: nuclei }, {}, environment());
  expect(outputs?.merged).toEqual({ columns, rows: nuclei.tables.flatMap(({ rows }) => rows) });
});
