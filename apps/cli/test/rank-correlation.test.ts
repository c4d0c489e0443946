import { expect, test } from "vitest";
import { rankCorrelation } from "./rank-correlation.ts";

test("rankCorrelation() equals scipy.stats.spearmanr, ties included", () => {
  expect(rankCorrelation([1, 2, 3], [1, 10, 100])).toBeCloseTo(1, 12);
  expect(rankCorrelation([0, 0, 2, 4, 8], [0.7, 0.6, 0.8, 1.5, 1.4])).toBeCloseTo(0.8720815992723809, 12);
});
