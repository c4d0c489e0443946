import { expect, test } from "vitest";
import { float32Above } from "./float32-above.ts";

test("the least float32 not below a number is that number or its next neighbour upwards, of either sign", () => {
  for (const exact of [0, 1.5, -1.5, 65535, 2 ** -149]) expect(float32Above(exact)).toBe(exact);
  expect(float32Above(1 + 2 ** -40)).toBe(1 + 2 ** -23);
  expect(float32Above(-1 - 2 ** -40)).toBe(-1);
  expect(float32Above(-1 + 2 ** -40)).toBe(-1 + 2 ** -24);
  expect(float32Above(1e-60)).toBe(2 ** -149);
  expect(float32Above(0.1)).toBeGreaterThanOrEqual(0.1);
});
