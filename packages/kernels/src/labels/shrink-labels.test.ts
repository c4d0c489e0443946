import { expect, test } from "vitest";
import { labelsOf, textOf } from "../../test/drawing.ts";
import { readCases, restoreLabels, type StoredPlane } from "../../test/fixture.ts";
import { shrinkLabels } from "./shrink-labels.ts";

interface Case {
  readonly labels: StoredPlane;
  readonly distance: number;
  readonly expected: StoredPlane;
}

test("shrinkLabels equals SciPy's distances of each object above the distance", () => {
  for (const { labels, distance, expected } of readCases<Case>("cells", "shrinkLabels"))
    expect(shrinkLabels(restoreLabels(labels), distance)).toEqual(restoreLabels(expected));
});

test("shrinkLabels parts touching objects and leaves them at the plane's border", () => {
  expect(textOf(shrinkLabels(labelsOf(["11122", "11122", "11122"]), 1))).toEqual(["11..2", "11..2", "11..2"]);
});
