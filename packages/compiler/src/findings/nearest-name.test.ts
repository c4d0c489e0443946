import { expect, test } from "vitest";
import { nearestHint, nearestName } from "./nearest-name.ts";

test("nearestName() finds the nearest whatever its case, and nothing where all are far", () => {
  expect(nearestName("Medain", ["median", "mean"])).toBe("median");
  expect(nearestName("fft", ["median", "mean"])).toBe(null);
});

test("nearestHint() lists what is known where nothing is near", () => {
  expect(nearestHint("fft", ["median", "mean"])).toBe("Known: 'median', 'mean'");
  expect(nearestHint("fft", [])).toBe(null);
});
