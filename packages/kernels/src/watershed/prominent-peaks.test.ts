import { expect, test } from "vitest";
import { maskOf, planeOf, textOf } from "../../test/drawing.ts";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { prominentPeaks } from "./prominent-peaks.ts";

interface Case {
  readonly image: StoredPlane;
  readonly h: number;
  readonly expected: readonly string[];
}

test.each(readCases<Case>("labels", "prominentPeaks"))("prominentPeaks equals h_maxima at h = $h", (each) => {
  const { labels } = prominentPeaks(restorePlane(each.image), { prominence: each.h });
  expect([...labels.data].map(Boolean)).toEqual([...maskOf(each.expected).data].map(Boolean));
});

test("prominentPeaks measures a peak against the saddle to the next higher one", () => {
  const ridge = planeOf([[0, 9, 4, 6, 5, 7, 0]], Uint8Array);
  expect(textOf(prominentPeaks(ridge, { prominence: 3 }).labels)).toEqual([".1...2."]);
  expect(prominentPeaks(ridge, { prominence: 4 }).count).toBe(1);
  expect(prominentPeaks(ridge, { prominence: 1 }).count).toBe(3);
});

test("prominentPeaks scales with the height of the peak where asked to", () => {
  const twins = planeOf([[0, 100, 80, 90, 0]], Uint8Array);
  expect(prominentPeaks(twins, { prominence: 0, relativeProminence: 0.1 }).count).toBe(2);
  expect(prominentPeaks(twins, { prominence: 0, relativeProminence: 0.2 }).count).toBe(1);
});

test("prominentPeaks finds one peak on a plateau, and none outside the mask", () => {
  const plateau = planeOf([[5, 5, 5, 0, 8]], Uint8Array);
  expect(textOf(prominentPeaks(plateau, { prominence: 1, mask: maskOf(["####."]) }).labels)).toEqual(["1...."]);
});
