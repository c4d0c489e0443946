import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import { bestFocus, extendedFocus } from "./focus.ts";

const SIDE = 24;
const stripes = (contrast: number) =>
  Array.from({ length: SIDE }, () => Array.from({ length: SIDE }, (_, x) => 500 + (x % 8 < 4 ? contrast : -contrast)));
const stack = drawStack([stripes(50), stripes(300), stripes(100)]);

test("bestFocus() gives the sharpest plane unchanged, and says which", async () => {
  const { image, outputs } = await bestFocus.run({ image: stack }, {}, environment());
  expect(pixelsOf(image ?? stack)).toEqual([stripes(300)]);
  expect(image?.planes).toEqual([{ site: 1, channel: "1" }]);
  expect(outputs?.focus).toMatchObject({ columns: ["Focus_ZIndex", "Focus_Ratio"], rows: [[2, expect.closeTo(9, 3)]] });
});

test("bestFocus() of a flat stack gives its first plane, and no ratio", async () => {
  const { outputs } = await bestFocus.run({ image: drawStack([stripes(0), stripes(0)]) }, {}, environment());
  expect(outputs?.focus).toMatchObject({ rows: [[1, null]] });
});

test("extendedFocus() gives one plane of the stack's dtype and coordinates", async () => {
  const { image, outputs } = await extendedFocus.run({ image: stack }, { sigma: 3 }, environment());
  expect(image).toMatchObject({ dtype: "uint16", shape: [1, SIDE, SIDE], axis: null });
  expect(pixelsOf(image ?? stack)).toEqual([stripes(300)]);
  expect(outputs?.heights).toMatchObject({ kind: "intensity", dtype: "float32", planes: [{ site: 1, channel: "1" }] });
  const heights = outputs?.heights as typeof stack | undefined;
  expect(new Set(heights?.data)).toEqual(new Set([2]));
});
