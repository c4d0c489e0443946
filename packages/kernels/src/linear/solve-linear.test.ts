import { expect, test } from "vitest";
import { solveLinear } from "./solve-linear.ts";

test("solveLinear solves a symmetric positive definite system", () => {
  const solution = solveLinear(Float64Array.of(4, 2, 0, 2, 5, 1, 0, 1, 3), [8, 15, 11]);
  expect([...(solution ?? [])].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 2, 3]);
});

test("solveLinear refuses dependent rows", () => {
  expect(solveLinear(Float64Array.of(1, 2, 2, 4), [1, 2])).toBeNull();
});
