import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, noise, planes } from "../../test/random-planes.ts";
import { rankFilter as byHistogram } from "../../test/reference/rank-filter.ts";
import type { Plane } from "../plane.ts";
import { medianFilter } from "./median-filter.ts";
import { rankFilter } from "./percentile-filter.ts";

function expectRanks(plane: Plane, size: number, rank: number): void {
  expectSamples(rankFilter(plane, size, rank).data, byHistogram(plane, size, rank).data);
}

test.each(DTYPES)("any rank of any square of %s is the one that a moving histogram finds", (dtype) => {
  const sizes = fc.constantFrom(1, 3, 7, 9, 15, 21);
  fc.assert(
    fc.property(planes(dtype, 30), sizes, fc.double({ min: 0, max: 1, noNaN: true }), (plane, size, part) =>
      expectRanks(plane, size, Math.floor(part * (size * size - 1))),
    ),
    { numRuns: 30 },
  );
});

test.each([true, false])("ranks of planes longer than 65,535 px are found (wide: %s)", (isWide) => {
  for (const dtype of ["uint8", "uint16"] as const) expectRanks(longPlane(dtype, 2, isWide), 7, 24);
});

test("the greatest square of bytes, and one beyond it, in strips of columns", () => {
  const plane = { data: noise("uint8", 40 * 700, 3, Number.POSITIVE_INFINITY), height: 40, width: 700 };
  for (const size of [101, 255, 257]) expectRanks(plane, size, (size * size - 1) / 2);
});

test("a median of noise on a step stays at its side of the step", () => {
  const width = 64;
  const data = noise("uint8", width * width, 5, 40).map((value, i) =>
    i % width < 32 ? value >> 4 : 255 - (value >> 4),
  );
  const plane = { data, height: width, width } as Plane;
  expectSamples(medianFilter(plane, 9).data, byHistogram(plane, 9, 40).data);
});
