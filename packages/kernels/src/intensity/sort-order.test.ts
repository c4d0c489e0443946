import { expect, test } from "vitest";
import { sortOrder } from "./sort-order.ts";

test("sortOrder sorts negative, zero and positive numbers and keeps the order of equal ones", () => {
  expect([...sortOrder(Float32Array.of(3, -1, 0, -0, 3, -2.5, 1e-20))]).toEqual([5, 1, 2, 3, 6, 0, 4]);
});
