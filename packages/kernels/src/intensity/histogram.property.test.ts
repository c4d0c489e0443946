import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, noise, planes } from "../../test/random-planes.ts";
import { histogram as sampleBySample } from "../../test/reference/histogram.ts";
import type { PixelArray } from "../plane.ts";
import { histogram } from "./histogram.ts";

test.each(["uint8", "uint16"] as const)(
  "the histogram of %s has one bin a value, from the least to the greatest",
  (dtype) => {
    fc.assert(
      fc.property(planes(dtype), ({ data }) => {
        const { counts, centers } = histogram(data);
        const expected = new Map<number, number>();
        for (const value of data) expected.set(value, (expected.get(value) ?? 0) + 1);
        const found = [...centers].map((center, i) => [center, counts[i]!] as const);
        expect(new Map(found.filter(([, count]) => count !== 0))).toEqual(expected);
        expect([centers[0], centers.at(-1)]).toEqual([Math.min(...data), Math.max(...data)]);
        expect(centers.every((center, i) => center === centers[0]! + i)).toBe(true);
      }),
      { numRuns: 30 },
    );
  },
);

test.each(["uint8", "uint16"] as const)(
  "the histogram of %s of several pieces is that counted sample by sample",
  (dtype) => {
    expectEqualCounts(noise(dtype, 2 * 0x20000 + 3, 1, 1000), 256);
  },
);

test("the histogram of no samples has no bins", () => {
  expect(histogram(new Uint16Array(0)).counts).toHaveLength(0);
});

function expectEqualCounts(data: PixelArray, bins: number): void {
  const [found, expected] = [histogram(data, bins), sampleBySample(data, bins)];
  expectSamples(found.counts, expected.counts);
  expectSamples(found.centers, expected.centers);
}

test.each(DTYPES)("the histogram of %s is that counted sample by sample", (dtype) => {
  fc.assert(
    fc.property(planes(dtype, 60), fc.constantFrom(1, 7, 256, 0x10000), ({ data }, bins) => {
      expectEqualCounts(data, bins);
    }),
    { numRuns: 30 },
  );
});

test.each([
  ["whole numbers of a narrow range", Int32Array.of(-7, 70_000, -7, 3)],
  ["whole numbers of the widest range", Int32Array.of(-(2 ** 31), 2 ** 31 - 1, 0, 12, 13)],
  ["one value", Float32Array.of(5, 5)],
  ["no value", new Float64Array(0)],
  ["unknown and infinite values", Float64Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, 2)],
  [
    "single values, some of them unknown and infinite",
    Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, 2, -0, 0),
  ],
  ["single values on the edges of bins", Float32Array.from({ length: 999 }, (_, i) => Math.fround((i % 51) / 50))],
  ["single values of a range too narrow to divide by", Float32Array.from({ length: 99 }, (_, i) => i * 2 ** -149)],
  ["single values of the widest range", Float32Array.from({ length: 99 }, (_, i) => (i - 49) * 6.9e36)],
  ["values that differ in their last bits", Float64Array.from({ length: 99 }, (_, i) => 1e9 + i * 2 ** -23)],
])("the histogram of %s is that counted sample by sample", (_, data) => {
  expectEqualCounts(data, 50);
});
