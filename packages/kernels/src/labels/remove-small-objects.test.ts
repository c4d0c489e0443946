import { expect, test } from "vitest";
import { readCases, restoreLabels, type StoredPlane } from "../../test/fixture.ts";
import { removeSmallObjects } from "./remove-small-objects.ts";

interface Case {
  readonly labels: StoredPlane;
  readonly minArea: number;
  readonly expected: StoredPlane;
}

test("removeSmallObjects equals scikit-image", () => {
  for (const { labels, minArea, expected } of readCases<Case>("labels", "removeSmallObjects")) {
    expect(removeSmallObjects(restoreLabels(labels), minArea)).toEqual(restoreLabels(expected));
  }
});
