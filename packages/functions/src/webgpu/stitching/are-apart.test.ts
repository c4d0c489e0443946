import { expect, test } from "vitest";
import { areApart } from "./are-apart.ts";

const peaks = (...values: readonly number[]) => values.map((value, x) => ({ x, y: 0, value }));

test("peaks are apart where each is lower than the one before by more than rounding explains", () => {
  expect(areApart(peaks(1000, 999, 998))).toBe(true);
  expect(areApart(peaks(1000, 999, 998.99))).toBe(false);
  expect(areApart(peaks(1000, 1000))).toBe(false);
  expect(areApart(peaks(1e-20, 9e-21))).toBe(true);
  expect(areApart(peaks(1000, -1000))).toBe(true);
});

test("one peak is in order, flat surfaces and numbers that are not finite are not", () => {
  expect(areApart(peaks(7))).toBe(true);
  expect(areApart(peaks(0, 0))).toBe(false);
  expect(areApart(peaks(Number.NaN, 1))).toBe(false);
  expect(areApart(peaks(Number.POSITIVE_INFINITY, 1))).toBe(false);
});
