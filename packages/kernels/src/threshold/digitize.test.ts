import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, noise, planes } from "../../test/random-planes.ts";
import type { Plane } from "../plane.ts";
import { digitize, maskAbove } from "./digitize.ts";

/** Some that occur, some between and beyond. */
function thresholdsAmong({ data }: Plane, places: readonly number[]): number[] {
  return places.map((place, i) => data[Math.floor(place * (data.length - 1))]! + (i % 2) / 2);
}

function expectCounts(plane: Plane, thresholds: readonly number[]): void {
  const counts = new Uint8Array(plane.data.length);
  for (let i = 0; i < counts.length; i++)
    counts[i] = thresholds.filter((threshold) => plane.data[i]! > threshold).length;
  expectSamples(digitize(plane, thresholds).data, counts);
}

test.each(DTYPES)("digitize() counts the thresholds that samples of %s exceed", (dtype) => {
  const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });
  fc.assert(
    fc.property(planes(dtype), places, (plane, among) => expectCounts(plane, thresholdsAmong(plane, among))),
    { numRuns: 30 },
  );
});

test.each([true, false])("digitize() takes planes longer than 65,535 px (wide: %s)", (isWide) => {
  expectCounts(longPlane("uint16", 3, isWide), [30_000, 40_000.5]);
});

test.each(DTYPES)("maskAbove() compares samples of %s with thresholds of their own, and with a floor", (dtype) => {
  fc.assert(
    fc.property(planes(dtype), fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (plane, seed, place) => {
      const { data, ...size } = plane;
      const thresholds = { data: Float32Array.from(data, (value, i) => value + (((seed + i) % 3) - 1)), ...size };
      const [floor = 0] = thresholdsAmong(plane, [place]);
      const mask = new Uint8Array(data.length);
      for (let i = 0; i < mask.length; i++) mask[i] = data[i]! > floor && data[i]! > thresholds.data[i]! ? 1 : 0;
      expectSamples(maskAbove(plane, thresholds, floor).data, mask);
    }),
    { numRuns: 30 },
  );
});

test("nothing exceeds a threshold or floor that is NaN, and NaN exceeds nothing", () => {
  const plane = { data: Float32Array.of(1, Number.NaN, 3), height: 1, width: 3 };
  const thresholds = { ...plane, data: Float32Array.of(Number.NaN, 0, 0) };
  expect([...maskAbove(plane, thresholds).data]).toEqual([0, 0, 1]);
  expect([...maskAbove(plane, { ...plane, data: new Float32Array(3) }, Number.NaN).data]).toEqual([0, 0, 0]);
  expect([...digitize(plane, [Number.NaN, 2]).data]).toEqual([0, 0, 1]);
});

test("digitize() refuses more thresholds than it can count, maskAbove() thresholds of another size", () => {
  const plane = { data: noise("uint8", 6, 1, 9), height: 2, width: 3 };
  const thresholds = Array.from({ length: 256 }, (_, i) => i);
  expect(() => digitize(plane, thresholds)).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
  const sideways = { data: new Float32Array(6), height: 3, width: 2 };
  expect(() => maskAbove(plane, sideways)).toThrow(expect.objectContaining({ code: "PLANE_SHAPE_MISMATCH" }));
});

test("float32 is compared with thresholds that it cannot hold as with those themselves", () => {
  const limits = [0.1, -0.1, 1e-50, -1e-50, 0, -0, 1e39, -1e39, 16_777_217, Number.POSITIVE_INFINITY];
  const thresholds = [...limits, Number.NEGATIVE_INFINITY, Number.NaN, 1.401298464324817e-45];
  const near = limits.flatMap((limit) => [Math.fround(limit), Math.fround(limit) + 1e-45, Math.fround(limit) - 1e-45]);
  const around = [0.1, -0.1].flatMap((limit) => [Math.fround(limit * (1 - 1e-7)), Math.fround(limit * (1 + 1e-7))]);
  const data = Float32Array.from([...near, ...around, 3.4028234663852886e38, 16_777_216, 16_777_218, Number.NaN]);
  for (const threshold of thresholds) {
    const expected = Uint8Array.from(data, (sample) => (sample > threshold ? 1 : 0));
    expect([threshold, ...digitize({ data, height: 1, width: data.length }, [threshold]).data]).toEqual([
      threshold,
      ...expected,
    ]);
  }
});
