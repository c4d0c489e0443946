import { expect, test } from "vitest";
import { growObjects } from "../../test/nuclei-steps.ts";

const row = (...values: readonly number[]) => ({ data: Float32Array.from(values), height: 1, width: values.length });
const labels = (...values: readonly number[]) => ({ data: Uint32Array.from(values), height: 1, width: values.length });

test("growObjects() grows downhill to the fraction of each object's own height", () => {
  const heights = row(2, 5, 8, 10, 8, 5, 2, 20, 50, 80, 100);
  const grown = growObjects(labels(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2), heights, { border: 0.4, reach: () => 9 });
  expect([...grown.data]).toEqual([0, 1, 1, 1, 1, 1, 0, 0, 2, 2, 2]);
});

test("growObjects() reaches no farther than told, and not uphill", () => {
  const heights = row(10, 9, 9, 9, 9, 10, 30);
  const grown = growObjects(labels(1, 0, 0, 0, 0, 0, 0), heights, { border: 0.4, reach: (area) => 2 * area });
  expect([...grown.data]).toEqual([1, 1, 1, 0, 0, 0, 0]);
  const all = growObjects(labels(1, 0, 0, 0, 0, 0, 0), heights, { border: 0.4, reach: () => 9 });
  expect([...all.data]).toEqual([1, 1, 1, 1, 1, 0, 0]);
});
