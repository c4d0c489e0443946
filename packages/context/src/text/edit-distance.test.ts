import { expect, test } from "vitest";
import { editDistance } from "./edit-distance.ts";

test.each([
  ["", "abc", 3],
  ["gausianBlur", "gaussianBlur", 1],
  ["GPF", "GFP", 1],
  ["kitten", "sitting", 3],
  ["same", "same", 0],
])("editDistance() of '%s' and '%s' is %i", (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits);
  expect(editDistance(b, a)).toBe(edits);
});
