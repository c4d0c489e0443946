import { expect, test } from "vitest";
import { summarize } from "./summary.ts";

test("summarize() gives extremes and median, the mean of the middle two where their number is even", () => {
  expect(summarize([10, 9, 100])).toEqual({ rounds: 3, min: 9, median: 10, max: 100 });
  expect(summarize([4, 1, 2, 100])).toEqual({ rounds: 4, min: 1, median: 3, max: 100 });
});

test("summarize() refuses an empty list, and does not change its input", () => {
  expect(() => summarize([])).toThrow("at least one value");
  const values = Object.freeze([2, 1]);
  expect(summarize(values).median).toBe(1.5);
});
