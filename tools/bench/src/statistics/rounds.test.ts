import { expect, test } from "vitest";
import { atBest, interleave, paired, summarize } from "./rounds.ts";

test("interleave() alternates the order of measurements, and drops the warm-up round", async () => {
  const calls: string[] = [];
  const measure = (name: string) => () => calls.push(name);
  const figures = await interleave(2, { a: measure("a"), b: measure("b"), c: async () => calls.push("c") });
  expect(calls.join("")).toBe("abccbaabc");
  expect(figures).toEqual({ a: [6, 7], b: [5, 8], c: [4, 9] });
});

test("summarize() gives extremes and median, the mean of the middle two where their number is even", () => {
  expect(summarize([10, 9, 100])).toEqual({ rounds: 3, min: 9, median: 10, max: 100 });
  expect(summarize([4, 1, 2, 100])).toEqual({ rounds: 4, min: 1, median: 3, max: 100 });
});

test("summarize() refuses an empty list, and does not change its input", () => {
  expect(() => summarize([])).toThrow("at least one value");
  const values = Object.freeze([2, 1]);
  expect(summarize(values).median).toBe(1.5);
});

test("paired() takes the ratio round by round, so that a slow round does not count", () => {
  expect(paired([20, 200, 22], [10, 100, 11])).toEqual({ rounds: 3, min: 2, median: 2, max: 2 });
});

test("paired() combines rounds with the given function, and refuses rounds without a partner", () => {
  expect(paired([5, 7], [1, 2], (a, b) => a - b).median).toBe(4.5);
  expect(() => paired([1, 2], [1])).toThrow("expected 2 on both sides, got 1 on one");
});

test("atBest() compares the smallest values, at any position", () => {
  expect(atBest([30, 10, 20], [5, 50])).toBe(2);
  expect(atBest([30, 10], [4, 8], (a, b) => a - b)).toBe(6);
  expect(() => atBest([], [1])).toThrow("one side has no values");
});
