import { expect, test } from "vitest";
import { robustLimits, viridis } from "./colours.ts";
import { shownCell } from "./element.ts";
import { medianOf, outliers } from "./outliers.ts";
import { numericColumns, tablesOfWells, valuesOf } from "./shown-value.ts";

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
    ["A04", ["few objects", "dim"]],
    ["A08", ["out of focus"]],
  ]);
});

test("the median of an even number lies between the middle two", () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, 0]);
});
