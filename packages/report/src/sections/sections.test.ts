import { expect, test } from "vitest";
import { placeOn, robustLimits, scaleOf, viridis } from "../page/colours.ts";
import { failures } from "./attention.ts";
import { html, medianOf, numericColumns, shownCell, tablesOfWells, valuesOf } from "./markup.ts";
import { outliers } from "./outliers.ts";
import { seamsOf, stitching, stitchingMaps } from "./stitching.ts";

test("viridis begins dark, ends light, and keeps values beyond at its ends", () => {
  expect([viridis(0), viridis(1), viridis(-3), viridis(7)]).toEqual([
    "rgb(68 1 84)",
    "rgb(253 231 37)",
    "rgb(68 1 84)",
    "rgb(253 231 37)",
  ]);
});

test("one wild well does not set the limits of a heat map", () => {
  const [low, high] = robustLimits([...Array.from({ length: 100 }, (_, i) => i), 1e9]);
  expect(low).toBeLessThanOrEqual(2);
  expect(high).toBeLessThan(100);
  expect(robustLimits([5, 5])).toEqual([4.5, 5.5]);
  expect(robustLimits([])).toEqual([-0.5, 0.5]);
});

test("a blurred well differs from sharp ones beside an empty one, and single pixels are no saturation", () => {
  const focus = scaleOf("Sharpness_DAPI", [0.005, 0.02, 0.02, 0.02, 0.66]);
  const [blurred = 0, sharp = 0] = [0.005, 0.02].map((value) => placeOn(focus, value));
  expect(sharp - blurred).toBeGreaterThan(0.25);
  expect(placeOn(scaleOf("PercentMaximal_DAPI", [0.0015, 0.003]), 0.003)).toBeCloseTo(0.003);
  expect(placeOn(scaleOf("Count_Nuclei", [10, 20]), 15)).toBe(0.5);
});

test("cells are shown with four digits, missing ones as a dash", () => {
  expect([1.23456, 12345.6, 7, null, "a", 0.000123456].map(shownCell)).toEqual([
    "1.235",
    "12346",
    "7",
    "–",
    "a",
    "0.0001235",
  ]);
});

const wells = {
  name: "wells",
  by: "summarizeWells",
  allColumns: 3,
  columns: ["Metadata_Well", "Metadata_dose", "Count"],
  rows: [
    ["A01", 1, 5],
    ["A02", "x", null],
  ],
};
const objects = {
  name: "nuclei",
  by: "mergeTables",
  columns: ["Metadata_Well", "Area"],
  rows: [
    ["A01", 1],
    ["A01", 2],
  ],
};
const data = { tables: [wells, objects] } as unknown as Parameters<typeof tablesOfWells>[0];

test("tables with one row per well can be shown on the plate, by their columns of numbers", () => {
  expect(tablesOfWells(data).map(({ name }) => name)).toEqual(["wells"]);
  expect(numericColumns(wells)).toEqual(["Metadata_dose", "Count"]);
  expect([...valuesOf(wells, "Count")]).toEqual([["A01", 5]]);
  expect([...valuesOf(undefined, "Count")]).toEqual([]);
});

test("a well stands out by its pictures and counts, not by what its cells are like", () => {
  const names = Array.from({ length: 12 }, (_, i) => `A${String(i + 1).padStart(2, "0")}`);
  const usual = (i: number) => 100 + (i % 5);
  const pictures = {
    name: "pictures",
    by: null,
    columns: ["Metadata_Well", "Mean_DAPI", "Sharpness_DAPI"],
    rows: names.map((well, i) => [well, i === 3 ? 40 : usual(i), i === 7 ? 0.001 : usual(i) / 5000]),
  };
  const counted = {
    name: "wells",
    by: "summarizeWells",
    columns: ["Metadata_Well", "Count_Nuclei", "Mean_Nuclei_AreaShape_Area"],
    rows: names.map((well, i) => [well, i === 3 ? 0 : usual(i), i === 5 ? 1e6 : usual(i)]),
  };
  const found = outliers({ tables: [counted, pictures] } as unknown as Parameters<typeof outliers>[0]);
  expect([...found].map(([well, signs]) => [well, signs.map(({ looks }) => looks)])).toEqual([
    ["A04", ["no objects", "dim"]],
    ["A08", ["out of focus"]],
  ]);
});

test("the median of an even number lies between the middle two", () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, 0]);
});

test("html`` escapes texts in elements and in attributes, and nests markup as it is", () => {
  const hostile = `<img src=x onerror="a('&')">`;
  const { text } = html`<p title="${hostile}">${hostile}${html`<b>${1}</b>`}${null}${["x", "<"]}</p>`;
  const escaped = "&#60;img src=x onerror=&#34;a(&#39;&#38;&#39;)&#34;&#62;";
  expect(text).toBe(`<p title="${escaped}">${escaped}<b>1</b>x&#60;</p>`);
});

test("correlation says something of stitching in the columns of stitching alone", () => {
  const names = Array.from({ length: 8 }, (_, i) => `A0${i + 1}`);
  const columns = ["Metadata_Well", "Stitching_MinCorrelation", "Mean_Cells_Texture_Correlation_DNA_3_00_256"];
  const rows = names.map((well, i) => [well, ...(i === 0 ? [0.1, 0.1] : [0.9 + i / 1000, 0.8 + i / 1000])]);
  const table = { name: "wells", by: "summarizeWells", columns, rows };
  const found = outliers({ tables: [table] } as unknown as Parameters<typeof outliers>[0]);
  expect([...found.values()].flat().map(({ well, column, looks }) => [well, column, looks])).toEqual([
    ["A01", "Stitching_MinCorrelation", "doubtful stitching"],
  ]);
});

test("a saturated well stands out where nearly all others are alike", () => {
  const rows = Array.from({ length: 12 }, (_, i) => [`A${i + 1}`, i === 2 ? 4 : 0.0015]);
  const table = { name: "pictures", by: null, columns: ["Metadata_Well", "PercentMaximal_GFP"], rows };
  const found = outliers({ tables: [table] } as unknown as Parameters<typeof outliers>[0]);
  expect([...found].map(([well, [sign]]) => [well, sign?.looks])).toEqual([["A3", "saturated or empty"]]);
});

const seam = { correlation: 0.9, residual: 0.2, shift: 0.5, accepted: true };
const stitched = {
  seams: [
    { from: 1, to: 2 },
    { from: 2, to: 3 },
  ],
  wells: { A01: [seam, seam], A02: [{ ...seam, correlation: 0.1, accepted: false }, null], A03: [null, null] },
};

test("stitching is shown seam by seam with its worst well, and as plates of the worst seam of each well", () => {
  const data = { stitching: stitched } as unknown as Parameters<typeof stitching>[0];
  const rows = [...(stitching(data)?.text.matchAll(/<tr>(.*?)<\/tr>/g) ?? [])].map(([, row = ""]) =>
    row
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
  expect(rows.slice(1)).toEqual(["1–2 1 of 2 0.5 0.1 A02 0.2 A01 0.5 A01", "2–3 1 of 1 0.9 0.9 A01 0.2 A01 0.5 A01"]);
  expect(stitchingMaps(data).map(({ title, values }) => [title, [...values]])).toEqual([
    [
      "lowest correlation of a seam",
      [
        ["A01", 0.9],
        ["A02", 0.1],
      ],
    ],
    [
      "largest residual of a seam, px",
      [
        ["A01", 0.2],
        ["A02", 0.2],
      ],
    ],
    [
      "largest shift of a seam, px",
      [
        ["A01", 0.5],
        ["A02", 0.5],
      ],
    ],
    [
      "seams not accepted",
      [
        ["A01", 0],
        ["A02", 1],
      ],
    ],
  ]);
  expect(seamsOf(stitched, "A03")).toBeNull();
  expect(stitching({ stitching: null } as unknown as Parameters<typeof stitching>[0])).toBeNull();
});

test("a run that goes on names the wells that have not ended, apart from those that failed", () => {
  const well = { row: 0, column: 0, attempts: 0, durationMs: null, beganMs: null, worker: null, peakBytes: null };
  const wells = [
    { ...well, well: "A01", state: "success", error: null },
    { ...well, well: "A02", state: "pending", error: null },
  ];
  const text = (status: string) =>
    failures({ wells, exclusions: [], plate: { status } } as unknown as Parameters<typeof failures>[0])
      .text.replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim();
  expect(text("running")).toBe("Failures None so far. Not ended yet: A02");
  expect(text("interrupted")).toBe("Failures None so far. Not run: A02");
});
