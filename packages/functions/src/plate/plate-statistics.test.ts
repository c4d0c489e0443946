import {
  type Cell,
  type DefinedFunction,
  type FunctionEnvironment,
  formatWellId,
  recordsOf,
  type Table,
} from "@ohcs/context";
import { expect, test } from "vitest";
import { environment } from "../../test/draw-stack.ts";
import { assayQuality } from "./assay-quality.ts";
import { edgeEffects } from "./edge-effects.ts";
import { fitDoseResponse } from "./fit-dose-response.ts";
import { bScore, percentOfControl, robustZScore } from "./scores.ts";

type Wells = readonly (readonly [well: string, role: string, value: Cell, status?: string])[];

/** A table of wells with one feature. */
function tableOf(wells: Wells): Table {
  const rows = wells.map(([well, role, value, status = "success"]) => [well, status, role, value]);
  return { columns: ["Metadata_Well", "Metadata_Status", "Metadata_role", "Count_Nuclei"], rows };
}

async function run(
  func: { readonly run: unknown },
  table: Table,
  params: object = {},
  plateFormat: FunctionEnvironment["plateFormat"] = null,
): Promise<Record<string, Cell>[]> {
  const inputs = { wells: { kind: "table" as const, tables: [table], keys: [{}] } };
  const compute = func.run as DefinedFunction["run"];
  const { outputs } = await compute(
    inputs,
    { ...STATISTIC_DEFAULTS, ...params } as never,
    environment({ plateFormat }),
  );
  return recordsOf(Object.values(outputs ?? {})[0] as Table);
}

const STATISTIC_DEFAULTS = {
  features: ["Count_*", "Median_*"],
  controls: { column: "role", negative: "negative", positive: "positive" },
};

const controls: Wells = [
  ["A01", "negative", 90],
  ["A02", "Negative", 110],
  ["A03", "positive", 10],
  ["A04", "positive", 30],
  ["A05", "sample", 60],
  ["A06", "sample", null],
  ["A07", "negative", 5000, "error"],
];

test("percentOfControl() divides by the mean of the negative controls that succeeded", async () => {
  const wells = await run(percentOfControl, tableOf(controls), { scale: "negative" });
  expect(wells.map(({ Count_Nuclei }) => Count_Nuclei)).toEqual([90, 110, 10, 30, 60, null, null]);
  const between = await run(percentOfControl, tableOf(controls), { scale: "betweenControls" });
  expect(between.map(({ Count_Nuclei }) => Count_Nuclei)).toEqual([12.5, -12.5, 112.5, 87.5, 50, null, null]);
  expect(between.every(({ Metadata_Withheld }) => Metadata_Withheld === null)).toBe(true);
});

test("wells that a column Metadata_Exclude… marks enter no statistic, and keep their rows without a score", async () => {
  const { columns, rows } = tableOf(controls);
  const marks: readonly Cell[] = [null, "", "0", false, "no", null, null];
  const outlier: readonly Cell[] = ["A08", "success", "negative", 9000];
  const excluded = (column: string, mark: Cell): Table => ({
    columns: [...columns, column],
    rows: [...rows.map((row, i) => [...row, marks[i] ?? null]), [...outlier, mark]],
  });
  for (const mark of ["bubble", 1, true, "x"]) {
    const wells = await run(percentOfControl, excluded("Metadata_ExcludeReason", mark), { scale: "negative" });
    expect(wells.map(({ Count_Nuclei }) => Count_Nuclei)).toEqual([90, 110, 10, 30, 60, null, null, null]);
    expect(wells.at(-1)).toMatchObject({ Metadata_Well: "A08", Metadata_ExcludeReason: mark });
  }
  const [first] = await run(percentOfControl, excluded("Metadata_exclude", ""), { scale: "negative" });
  expect(first?.Count_Nuclei).not.toBe(90);
  const quality = await run(assayQuality, excluded("Metadata_exclude", "dry"), { minControls: 2 });
  expect(quality).toMatchObject([{ Count_Negative: 2, Count_Positive: 2 }]);
});

test("percentOfControl() withholds scores where controls are too few, and says why", async () => {
  const [first] = await run(percentOfControl, tableOf(controls.slice(1)), { scale: "negative" });
  expect(first).toMatchObject({ Count_Nuclei: null, Metadata_Withheld: "1 negative controls, 2 needed" });
  const table = { columns: ["Metadata_Well", "Count_Nuclei"], rows: [["A01", 1]] };
  const [without] = await run(percentOfControl, table, { scale: "negative" });
  expect(without?.Metadata_Withheld).toContain("no column 'role' in the plate map");
});

test("robustZScore() centres samples on their median, in deviations that outliers do not widen", async () => {
  const values = [8, 9, 10, 11, 12, 1000];
  const table = tableOf(values.map((value, i) => [`A0${i + 1}`, "sample", value]));
  const scores = (await run(robustZScore, table, { reference: "samples" })).map(({ Count_Nuclei }) => Count_Nuclei);
  const spread = 1.482602218505602 * 1.5;
  expect(scores.map((score) => Number(score) * spread)).toEqual(values.map((value) => expect.closeTo(value - 10.5, 9)));
});

test("robustZScore() withholds scores where most samples are equal", async () => {
  const table = tableOf([1, 1, 1, 5].map((value, i) => [`A0${i + 1}`, "sample", value]));
  const [first] = await run(robustZScore, table, { reference: "samples" });
  expect(first?.Metadata_Withheld).toBe("half of the samples or more have the same 'Count_Nuclei'");
});

/** A whole plate of 96 samples. */
function plateOf(value: (row: number, column: number) => number): Table {
  const places = Array.from({ length: 96 }, (_, i) => [Math.floor(i / 12), i % 12] as const);
  return tableOf(places.map(([row, column]) => [formatWellId(row, column), "sample", value(row, column)]));
}

/** Small and without a pattern by rows or columns. */
const jitter = (row: number, column: number) => ((row * 37 + column * 17) % 11) / 10;

test.each([percentOfControl, robustZScore, bScore, assayQuality, edgeEffects, fitDoseResponse])(
  "statistics of a table with a row per timepoint are refused, as repeats are no replicates",
  async (func) => {
    await expect(run(func, tableOf([...controls, ...controls]))).rejects.toMatchObject({ code: "INPUT_INVALID" });
  },
);

test("bScore() removes planted effects of rows and columns, and keeps a hit", async () => {
  const isHit = (row: number, column: number) => row === 3 && column === 5;
  const table = plateOf(
    (row, column) => 100 + 5 * row - 3 * column + jitter(row, column) + (isHit(row, column) ? 20 : 0),
  );
  const wells = await run(bScore, table);
  const scores = new Map(wells.map(({ Metadata_Well, Count_Nuclei }) => [Metadata_Well, Number(Count_Nuclei)]));
  expect(scores.get("D06")).toBeGreaterThan(20);
  expect(Math.max(...[...scores].filter(([well]) => well !== "D06").map(([, score]) => Math.abs(score)))).toBeLessThan(
    5,
  );
});

test("bScore() withholds scores of plates that are too small to polish", async () => {
  const [first] = await run(bScore, tableOf(controls));
  expect(first?.Metadata_Withheld).toBe("samples in 1 rows and 1 columns, 3 of each needed");
});

test("edgeEffects() finds a planted effect of the border, and none where there is none", async () => {
  const atBorder = (row: number, column: number) => Math.min(row, column, 7 - row, 11 - column) === 0;
  const [planted] = await run(
    edgeEffects,
    plateOf((row, column) => jitter(row, column) + (atBorder(row, column) ? 2 : 0)),
    {
      margin: 1,
    },
  );
  expect(planted).toMatchObject({ Edge_Effect: 1, Count_Edge: 36, Count_Interior: 60, Withheld: null });
  expect(planted?.Edge_PValue).toBeLessThan(1e-10);
  const [none] = await run(edgeEffects, plateOf(jitter), { margin: 1 });
  expect(Math.abs(Number(none?.Edge_Effect))).toBeLessThan(0.2);
  expect(none?.Edge_PValue).toBeGreaterThan(0.1);
});

test("edgeEffects() looks at the border of the plate that is stated, not of the wells that were imaged", async () => {
  const table = plateOf(jitter);
  const [inner] = await run(edgeEffects, table, { margin: 1 }, { rows: 16, columns: 24 });
  expect(inner).toMatchObject({ Count_Edge: 19, Count_Interior: 77 });
});

test("edgeEffects() takes a single row of wells for part of a plate, not for all of it", async () => {
  const [row] = await run(edgeEffects, tableOf(controls), { margin: 1 });
  expect(row?.Withheld).toBe("1 samples at the border and 0 inside, 4 of each needed");
});

test("assayQuality() is withheld below the fewest controls", async () => {
  const [few] = await run(assayQuality, tableOf(controls), { minControls: 3 });
  expect(few).toMatchObject({ ZPrime: null, Withheld: "2 positive and 2 negative controls, 3 of each needed" });
  const [enough] = await run(assayQuality, tableOf(controls), { minControls: 2 });
  expect(enough).toMatchObject({ Mean_Positive: 20, Mean_Negative: 100, Count_Negative: 2, Withheld: null });
  expect(enough?.ZPrime).toBeCloseTo(1 - (3 * 2 * Math.sqrt(200)) / 80, 12);
});

test("fitDoseResponse() fits each compound with the negative controls at dose 0", async () => {
  const doses = [1, 2, 4, 8, 16, 32];
  const rows = ["x", "y"].flatMap((compound, i) =>
    doses.map((dose, j) => {
      const response = 100 - (compound === "x" ? 80 / (1 + (5 / dose) ** 2) : 0);
      return [formatWellId(i + 1, j), "success", "sample", compound, dose, response] as Cell[];
    }),
  );
  const negatives = [99.9, 100.1].map((value, i) => [formatWellId(0, i), "success", "negative", null, null, value]);
  const names = ["Well", "Status", "role", "compound", "dose"].map((name) => `Metadata_${name}`);
  const table = { columns: [...names, "Count_Nuclei"], rows: [...negatives, ...rows] };
  const [x, y, ...others] = await run(fitDoseResponse, table, { dose: "dose", compound: "compound" });
  expect(others).toEqual([]);
  expect(x).toMatchObject({ Compound: "x", Count_Wells: 8, Withheld: null });
  expect(x?.EC50).toBeCloseTo(5, 1);
  expect(x?.Hill).toBeCloseTo(2, 1);
  expect(y).toMatchObject({ Compound: "y", EC50: null });
  expect(y?.Withheld).toContain("no response to the dose");
});

test("fitDoseResponse() withholds an EC50 that odd wells make and the doses do not determine", async () => {
  const counts: readonly (readonly number[])[] = [
    [0, 28, 25, 24, 24],
    [0.25, 28, 27],
    [0.5, 25, 27],
    [1, 25, 25],
    [2, 0, 26],
    [4, 27, 27],
    [8, 3, 0],
    [16, 27, 26],
    [32, 28, 89],
  ];
  const wells = counts.flatMap(([dose = 0, ...values]) => values.map((count) => [dose, count]));
  const rows = wells.map(([dose = 0, count = 0], i): Cell[] => [
    formatWellId(0, i),
    "success",
    dose === 0 ? "negative" : "sample",
    dose,
    count,
  ]);
  const columns = ["Metadata_Well", "Metadata_Status", "Metadata_role", "Metadata_dose", "Count_Cells"];
  const [row] = await run(fitDoseResponse, { columns, rows }, { dose: "dose", compound: "compound" });
  expect(row).toMatchObject({ EC50: null, EC50_CI95High: null });
  expect(row?.Withheld).toMatch(/^EC50 not determined: [\d.]+ to [\d.]+, a wider range than the doses$/);
});
