import { expect, test } from "vitest";
import { labelsOf, textOf } from "../../test/drawing.ts";
import { readCases, restoreLabels, type StoredPlane } from "../../test/fixture.ts";
import { subtractLabels } from "./subtract-labels.ts";

interface Case {
  readonly outer: StoredPlane;
  readonly inner: StoredPlane;
  readonly keepOutline: boolean;
  readonly expected: StoredPlane;
}

test("subtractLabels equals CellProfiler's cytoplasm, with and without the nuclei's outlines", () => {
  for (const { outer, inner, keepOutline, expected } of readCases<Case>("cells", "subtractLabels"))
    expect(subtractLabels(restoreLabels(outer), restoreLabels(inner), keepOutline)).toEqual(restoreLabels(expected));
});

test("subtractLabels leaves a nucleus's outline to the cytoplasm, unless told otherwise", () => {
  const cell = labelsOf([".....", "11111", "11111", "11111", "....."]);
  const nucleus = labelsOf([".....", ".111.", ".111.", ".111.", "....."]);
  expect(textOf(subtractLabels(cell, nucleus))).toEqual([".....", "11111", "11.11", "11111", "....."]);
  expect(textOf(subtractLabels(cell, nucleus, false))).toEqual([".....", "1...1", "1...1", "1...1", "....."]);
});
