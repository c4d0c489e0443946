import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, noise } from "../../test/random-planes.ts";
import type { PixelArray, Plane } from "../plane.ts";
import { maxProjection } from "./max-projection.ts";
import { meanProjection } from "./mean-projection.ts";

function stackOf(dtype: (typeof DTYPES)[number], count: number, height: number, width: number, seed: number): Plane[] {
  const planeOf = (_: unknown, i: number) => ({ data: noise(dtype, height * width, seed + i, 1000), height, width });
  return Array.from({ length: count }, planeOf);
}

test.each(DTYPES)("projections of %s are the largest value and the mean of each pixel, bit by bit", (dtype) => {
  const lengths = fc.integer({ min: 1, max: 150 });
  const counts = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(counts, lengths, lengths, fc.integer({ max: 1e6 }), (count, height, width, seed) => {
      const stack = stackOf(dtype, count, height, width, seed);
      const highest = stack[0]!.data.slice();
      const mean = new Float32Array(highest.length);
      for (let i = 0; i < mean.length; i++) {
        let sum = 0;
        for (const { data } of stack) {
          sum += data[i]!;
          highest[i] = Math.max(highest[i]!, data[i]!);
        }
        mean[i] = sum / count;
      }
      expectSamples(maxProjection(stack).data, highest);
      expectSamples(meanProjection(stack).data, mean);
    }),
    { numRuns: 10 },
  );
});

test("the mean of more planes than sums of float32 hold exactly is exact", () => {
  const stack = Array.from({ length: 300 }, (_, i) => ({ data: Uint16Array.of(65_535, i), height: 1, width: 2 }));
  expectSamples(meanProjection(stack).data, Float32Array.of(65_535, 149.5));
});

test("stacks of whole numbers of several types are averaged, and of whole numbers and floats", () => {
  const planeOf = (data: PixelArray) => ({ data, height: 1, width: 2 });
  const whole = [planeOf(Uint8Array.of(200, 1)), planeOf(Uint16Array.of(65_535, 2)), planeOf(Uint8Array.of(9, 1))];
  expectSamples(meanProjection(whole).data, Float32Array.of(65_744 / 3, 4 / 3));
  const mixed = [...whole, planeOf(Float32Array.of(0.5, -7))];
  expectSamples(meanProjection(mixed).data, Float32Array.of(65_744.5 / 4, -0.75));
});
