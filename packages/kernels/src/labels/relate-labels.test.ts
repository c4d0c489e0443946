import { expect, test } from "vitest";
import { labelsOf } from "../../test/drawing.ts";
import { readCases, restoreLabels, type StoredPlane } from "../../test/fixture.ts";
import { relateLabels } from "./relate-labels.ts";

interface Case {
  readonly parents: StoredPlane;
  readonly children: StoredPlane;
  readonly expected: readonly number[];
}

test("relateLabels equals CellProfiler's parents", () => {
  for (const { parents, children, expected } of readCases<Case>("cells", "relateLabels"))
    expect([...relateLabels(restoreLabels(parents), restoreLabels(children))]).toEqual(expected);
});

test("relateLabels chooses the parent of most pixels, the lower number of equals, and 0 where there is none", () => {
  expect([...relateLabels(labelsOf(["5522.77"]), labelsOf(["11113.4"]))]).toEqual([0, 2, 0, 0, 7]);
});
