import { expect, test } from "vitest";
import { labelsOf, textOf } from "../../test/drawing.ts";
import { readCases, restoreLabels, type StoredPlane } from "../../test/fixture.ts";
import { expandLabels } from "./expand-labels.ts";

interface Case {
  readonly labels: StoredPlane;
  readonly distance: number;
  readonly expected: StoredPlane;
}

test("expandLabels equals scikit-image, ties included", () => {
  for (const { labels, distance, expected } of readCases<Case>("labels", "expandLabels")) {
    expect(expandLabels(restoreLabels(labels), distance)).toEqual(restoreLabels(expected));
  }
});

test("expandLabels gives pixels midway between two objects to the left one, then to the upper one", () => {
  expect(textOf(expandLabels(labelsOf(["2...1"]), 2))).toEqual(["22211"]);
  expect(textOf(expandLabels(labelsOf(["2", ".", "1"]), 1))).toEqual(["2", "2", "1"]);
  expect(textOf(expandLabels(labelsOf([".1", "2."]), 1))).toEqual(["21", "22"]);
});

test("expandLabels grows to the borders of the plane and not around them", () => {
  expect(textOf(expandLabels(labelsOf(["...1", "....", "...."]), 1.5))).toEqual(["..11", "..11", "...."]);
});
