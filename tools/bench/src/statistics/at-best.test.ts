import { expect, test } from "vitest";
import { atBest } from "./at-best.ts";

test("atBest() compares the smallest values, at any position", () => {
  expect(atBest([30, 10, 20], [5, 50])).toBe(2);
  expect(atBest([30, 10], [4, 8], (a, b) => a - b)).toBe(6);
  expect(() => atBest([], [1])).toThrow("one side has no values");
});
