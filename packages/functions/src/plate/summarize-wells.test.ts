import { type ContributorStatus, recordsOf, type Table, type TableInput } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { environment } from "../../test/draw-stack.ts";
import { mergeTables } from "./merge-tables.ts";
import { summarizeWells } from "./summarize-wells.ts";

const columns = ["ObjectNumber", "Metadata_Duplicate", "Metadata_TouchesEdge", "AreaShape_Area", "AreaShape_Center_X"];
const objects = (...rows: number[][]): Table => ({ columns, rows });
const tables = (byWell: Record<string, Table>): TableInput => ({
  kind: "table",
  tables: Object.values(byWell),
  keys: Object.keys(byWell).map((well) => (well === "" ? {} : { well })),
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

const whole = { per: [], rows: [] };

async function wells(
  inputs: Record<string, TableInput>,
  parameters: Parameters<typeof summarizeWells.run>[1] = whole,
): Promise<Table> {
  const { outputs } = await summarizeWells.run(inputs, parameters, environment({ contributors }));
  return outputs?.wells as Table;
}

test.each([[[3]], [[1, 1]], [[5, 1, 3]], [[2, 2, 9, 4]], [[0.1, 0.2, 0.4, 0.7, 100]], [[-8, 4, -1.5, 4, 4, 3, 0]]])(
  "Mad_ is the median of the distances from the median, of %j too",
  async (areas) => {
    const median = (values: readonly number[]) => {
      const [sorted, middle] = [values.toSorted((a, b) => a - b), (values.length - 1) / 2];
      return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
    };
    const table = objects(...areas.map((area, i) => [i + 1, 0, 0, area, 1]));
    const [first] = recordsOf(await wells({ nuclei: tables({ A01: table }) }));
    const expected = median(areas.map((area) => Math.abs(area - median(areas))));
    expect(first?.Mad_Nuclei_AreaShape_Area).toBeCloseTo(expected, 12);
  },
);

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

test("summarizeWells() names the columns of every table that it read, in order of first appearance, and its own", async () => {
  const sites = tables({ A01: { columns: ["b"], rows: [[1]] }, A02: { columns: ["a", "b"], rows: [[1, 2]] } });
  const { outputs } = await summarizeWells.run({ nuclei, sites }, whole, environment({ contributors }));
  const own = (outputs?.wells as Table | undefined)?.columns;
  expect(outputs?.columns).toEqual({ nuclei: columns, sites: ["b", "a"], wells: own });
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

describe("rows per timepoint", () => {
  const overTime = tables({
    A01: {
      columns: ["ObjectNumber", "Metadata_Timepoint", "AreaShape_Area"],
      rows: [
        [1, 1, 10],
        [2, 1, 20],
        [1, 3, 40],
      ],
    },
  });
  const quality = tables({ A01: { columns: ["Threshold"], rows: [[7]] } });
  const rows = [
    { wells: null, at: [1, 2, 3].map((timepoint) => ({ timepoint })) },
    { wells: ["B01"], at: [{ timepoint: 1 }] },
  ];

  test("keep timepoints apart; one without objects counts 0, and wells have the rows of their own images", async () => {
    const found = recordsOf(await wells({ nuclei: overTime, quality }, { per: ["timepoint"], rows }));
    const rowOf = (well: string) =>
      found
        .filter(({ Metadata_Well }) => Metadata_Well === well)
        .map((row) => [row.Metadata_Timepoint, row.Metadata_Status, row.Count_Nuclei, row.Threshold]);
    expect(rowOf("A01")).toEqual([
      [1, "success", 2, 7],
      [2, "success", 0, 7],
      [3, "success", 1, 7],
    ]);
    expect(rowOf("A03")).toEqual([1, 2, 3].map((timepoint) => [timepoint, "error", null, null]));
    expect(rowOf("B01")).toEqual([[1, "cancelled", null, null]]);
  });

  test("objects of a mosaic belong to the rows of the sites that own them", async () => {
    const mosaic = tables({
      A01: {
        columns: ["ObjectNumber", "Metadata_Site", "Metadata_SourceSite"],
        rows: [
          [1, 0, 1],
          [2, 0, 2],
          [3, 0, 2],
        ],
      },
    });
    const bySite = { per: ["site" as const], rows: [{ wells: null, at: [{ site: 1 }, { site: 2 }] }] };
    const found = recordsOf(await wells({ nuclei: mosaic }, bySite));
    expect(found.slice(0, 2).map((row) => [row.Metadata_Site, row.Count_Nuclei])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test.each(["Metadata_Timepoint", "Metadata_ZIndex", "Metadata_Channel"])(
    "objects that differ in %s are never added up (landmine 45)",
    async (column) => {
      const several = tables({
        A01: {
          columns: ["ObjectNumber", column],
          rows: [
            [1, 1],
            [1, 2],
          ],
        },
      });
      await expect(wells({ nuclei: several })).rejects.toMatchObject({ code: "OBJECTS_NOT_ADDABLE" });
    },
  );
});

test("mergeTables() joins the wells' tables in order", async () => {
  const { outputs } = await mergeTables.run({ table: nuclei }, {}, environment());
  expect(outputs?.merged).toEqual({ columns, rows: nuclei.tables.flatMap(({ rows }) => rows) });
});
