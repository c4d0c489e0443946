import fc from "fast-check";
import { expect, test } from "vitest";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import { localStatistics } from "../../test/reference/local-statistics.ts";
import type { Plane } from "../plane.ts";
import { thresholdNiblack } from "./threshold-niblack.ts";
import { thresholdSauvola } from "./threshold-sauvola.ts";

function expectClose(plane: Plane, window: number, k: number): void {
  const { means, deviations } = localStatistics(plane, window);
  const r = 200;
  const niblack = means.map((mean, i) => mean - k * deviations[i]!);
  const sauvola = means.map((mean, i) => mean * (1 + k * (deviations[i]! / r - 1)));
  let size = 0;
  for (const value of plane.data) size = Math.max(size, Math.abs(value));
  expectNear(thresholdNiblack(plane, { window, k }).data, niblack, 1e-7 * size);
  expectNear(thresholdSauvola(plane, { window, k, r }).data, sauvola, 1e-7 * size * (2 + (Math.abs(k) * size) / r));
}

function expectNear(data: Float32Array, expected: Float64Array, tolerance: number): void {
  expect(data.length).toBe(expected.length);
  const far = data.findIndex((value, i) => !(Math.abs(value - expected[i]!) <= tolerance));
  expect([far, data[far], expected[far]]).toEqual([-1, undefined, undefined]);
}

test.each(DTYPES)("local thresholds of %s follow mean and deviation, as float32 holds them", (dtype) => {
  const windows = fc.constantFrom(3, 5, 15, 51);
  fc.assert(fc.property(planes(dtype), windows, fc.constantFrom(-0.5, 0, 0.2), expectClose), { numRuns: 30 });
});

test.each([true, false])("local thresholds of planes longer than 65,535 px are found (wide: %s)", (isWide) => {
  expectClose(longPlane("uint16", 3, isWide), 15, 0.2);
});

test("r of Sauvola's threshold is half of the range", () => {
  const plane = { data: Uint8Array.of(10, 250, 30, 40), height: 2, width: 2 };
  expect(thresholdSauvola(plane)).toEqual(thresholdSauvola(plane, { r: 120 }));
});
