import { expect, test } from "vitest";
import { rangesOf, rangeText } from "./ranges-of.ts";

test("rangesOf() sorts numbers as numbers", () => {
  const plane = { channel: "1", zIndex: 1, timepoint: 1 };
  expect(rangesOf([10, 2, 1, 2].map((site) => ({ ...plane, site }))).sites).toEqual([1, 2, 10]);
});

test("rangeText() joins what follows on", () => {
  expect([rangeText([1, 2, 3, 5, 7, 8]), rangeText([4]), rangeText([])]).toEqual(["1–3, 5, 7–8", "4", ""]);
});
