import { histogram, type PixelArray } from "@ohcs/kernels";
import fc from "fast-check";
import { expect, test } from "vitest";
import { floorOfHistogram, foregroundFloor, notBelowFloor } from "./foreground-floor.ts";

test("the floor of counted samples is that of the samples", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(9), (data, sigmas) => {
      expect(floorOfHistogram(histogram(data), sigmas)).toBe(foregroundFloor(data, sigmas));
    }),
  );
});

test("samples of which there are none have no floor", () => {
  expect(floorOfHistogram(histogram(new Uint8Array(0)), 5)).toBeNaN();
});

const SAMPLES = {
  uint16: fc.uint16Array({ minLength: 1, maxLength: 60, max: 300 }),
  int32: fc.int32Array({ minLength: 1, maxLength: 60, min: -90, max: 90 }),
  wideInt32: fc.int32Array({ minLength: 1, maxLength: 60 }),
  float32: fc.float32Array({ minLength: 1, maxLength: 60, min: -9, max: 9, noNaN: true }),
  unknownFloat32: fc.float32Array({ minLength: 1, maxLength: 60 }),
  float64: fc.float64Array({ minLength: 1, maxLength: 60, min: 0, max: 1e6, noNaN: true }),
};

test.each(Object.keys(SAMPLES) as (keyof typeof SAMPLES)[])(
  "a threshold of %s is raised to the floor of the samples, though they are only counted",
  (name) => {
    const data: fc.Arbitrary<PixelArray> = SAMPLES[name];
    fc.assert(
      fc.property(data, fc.constantFrom(0, 0.5, 5), fc.double({ min: -2, max: 4 }), (samples, sigmas, above) => {
        const counted = histogram(samples);
        const floor = foregroundFloor(samples, sigmas);
        const bin = (counted.centers[1] ?? 0) - (counted.centers[0] ?? 0);
        // Near the floor, where bins leave it open which is higher, and above.
        const threshold = floor + above * (1 + sigmas) * bin;
        expect(notBelowFloor(threshold, samples, counted, sigmas)).toBe(Math.max(threshold, floor));
      }),
    );
  },
);
