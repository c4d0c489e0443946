import fc from "fast-check";
import { expect, test } from "vitest";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import { gaussianBlur as inDoublePrecision } from "../../test/reference/gaussian-blur.ts";
import type { Plane } from "../plane.ts";
import { gaussianBlur } from "./gaussian-blur.ts";

function expectClose(plane: Plane, sigma: number): void {
  const blurred = gaussianBlur(plane, sigma).data;
  const expected = inDoublePrecision(plane, sigma).data;
  let scale = 0;
  for (const value of plane.data) scale = Math.max(scale, Math.abs(value));
  expect(blurred.length).toBe(expected.length);
  const worst = blurred.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? Number.NaN))), 0);
  expect(worst).toBeLessThanOrEqual(1e-6 * scale);
}

test.each(DTYPES)("a blur of %s in single precision stays within 1e-6 of one in double precision", (dtype) => {
  const sigmas = fc.oneof(fc.constantFrom(0.1, 0.5, 1, 2, 30), fc.double({ min: 0.05, max: 8, noNaN: true }));
  fc.assert(fc.property(planes(dtype), sigmas, expectClose), { numRuns: 40 });
});

test.each([true, false])("a plane longer than 65,535 px is blurred (wide: %s)", (isWide) => {
  expectClose(longPlane("uint16", 3, isWide), 1.5);
});

test("a sample that is NaN makes its neighbourhood NaN and nothing else", () => {
  const data = new Float32Array(31 * 31).fill(7);
  data[15 * 31 + 15] = Number.NaN;
  const blurred = gaussianBlur({ data, height: 31, width: 31 }, 1).data;
  const isNear = (i: number) => Math.abs((i % 31) - 15) <= 4 && Math.abs(Math.floor(i / 31) - 15) <= 4;
  expect([...blurred.keys()].filter((i) => Number.isNaN(blurred[i]) !== isNear(i))).toEqual([]);
});
