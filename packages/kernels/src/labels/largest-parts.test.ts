import { expect, test } from "vitest";
import { labelsOf, textOf } from "../../test/drawing.ts";
import { largestParts } from "../../test/nuclei-steps.ts";

test("largestParts keeps the largest piece of each object, pieces touching at corners apart", () => {
  expect(textOf(largestParts(labelsOf(["11.2", "11.2", "..12", "1..."])))).toEqual(["11.2", "11.2", "...2", "...."]);
});
