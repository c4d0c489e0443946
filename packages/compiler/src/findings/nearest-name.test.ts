import { expect, test } from "vitest";
import { nearestHint, nearestName } from "./findings.ts";

test("nearestName() ignores case, and finds nothing if no name is near", () => {
  expect(nearestName("Medain", ["median", "mean"])).toBe("median");
  expect(nearestName("fft", ["median", "mean"])).toBe(null);
});

test("nearestHint() lists the known names if none is near", () => {
  expect(nearestHint("fft", ["median", "mean"])).toBe("Known: 'median', 'mean'");
  expect(nearestHint("fft", [])).toBe(null);
});
