import fc from "fast-check";
import { expect, test } from "vitest";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import { sobel as inDoublePrecision } from "../../test/reference/sobel.ts";
import type { Plane } from "../plane.ts";
import { sobel } from "./sobel.ts";

function expectClose(plane: Plane): void {
  const { data } = sobel(plane);
  const expected = inDoublePrecision(plane).data;
  expect(data.length).toBe(expected.length);
  const far = data.findIndex((value, i) => !(Math.abs(value - expected[i]!) <= 1e-6 * expected[i]!));
  expect([far, data[far]]).toEqual([-1, undefined]);
}

test.each(DTYPES)("edges of %s are as strong as in double precision, to 1e-6 of the value", (dtype) => {
  fc.assert(fc.property(planes(dtype), expectClose), { numRuns: 50 });
});

test.each([true, false])("edges of planes longer than 65,535 px are found (wide: %s)", (isWide) => {
  expectClose(longPlane("uint16", 3, isWide));
});
