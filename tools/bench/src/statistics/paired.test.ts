import { expect, test } from "vitest";
import { paired } from "./paired.ts";

test("paired() takes the ratio round by round, so that a slow round does not count", () => {
  expect(paired([20, 200, 22], [10, 100, 11])).toEqual({ rounds: 3, min: 2, median: 2, max: 2 });
});

test("paired() combines rounds with the given function, and refuses rounds without a partner", () => {
  expect(paired([5, 7], [1, 2], (a, b) => a - b).median).toBe(4.5);
  expect(() => paired([1, 2], [1])).toThrow("expected 2 on both sides, got 1 on one");
});
