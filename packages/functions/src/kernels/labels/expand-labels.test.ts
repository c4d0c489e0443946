import { expect, test } from "vitest";
import { labelsOf, maskOf, textOf } from "../../../test/drawing.ts";
import { readCases, restoreLabels, type StoredPlane } from "../../../test/fixture.ts";
import { expandLabels } from "./expand-labels.ts";

interface Case {
  readonly labels: StoredPlane;
  readonly distance: number;
  readonly expected: StoredPlane;
  readonly ties: readonly string[];
}

test("expandLabels equals scikit-image wherever one label is nearest", () => {
  for (const { labels, distance, expected, ties } of readCases<Case>("labels", "expandLabels")) {
    const grown = expandLabels(restoreLabels(labels), distance);
    const tied = maskOf(ties).data;
    const reference = restoreLabels(expected).data;
    const wrong = grown.data.filter((label, i) => tied[i] === 0 && label !== reference[i]);
    expect(wrong).toHaveLength(0);
    // At ties the choice is free, not whether the pixel is reached.
    expect(grown.data.filter((label, i) => (label === 0) !== (reference[i] === 0))).toHaveLength(0);
  }
});

test("expandLabels gives pixels midway between two objects to the lower number", () => {
  expect(textOf(expandLabels(labelsOf(["2...1"]), 2))).toEqual(["22111"]);
});
