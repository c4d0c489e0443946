import { expect, test } from "vitest";
import { editDistance, nearestHint, nearestName } from "./nearest-name.ts";

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

test("nearestName() finds the nearest whatever its case, and nothing where all are far", () => {
  expect(nearestName("Medain", ["median", "mean"])).toBe("median");
  expect(nearestName("fft", ["median", "mean"])).toBe(null);
});

test("nearestHint() lists what is known where nothing is near", () => {
  expect(nearestHint("fft", ["median", "mean"])).toBe("Known: 'median', 'mean'");
  expect(nearestHint("fft", [])).toBe(null);
});
