import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import { medianFilter as byHistogram } from "../../test/reference/rank-filter.ts";
import { medianFilter } from "./median-filter.ts";

/** What the reference tells apart, it tells apart as float32. */
const asFloats = (data: ArrayLike<number>) => Float32Array.from(data, (value) => value + 0);

test.each(DTYPES)("sorting networks give the medians of %s that a histogram gives", (dtype) => {
  fc.assert(
    fc.property(planes(dtype), fc.constantFrom(3, 5), (plane, size) => {
      const medians = medianFilter(plane, size);
      expectSamples(asFloats(medians.data), asFloats(byHistogram(plane, size).data));
      expect(medians.data.constructor).toBe(plane.data.constructor);
    }),
    { numRuns: 60 },
  );
});

test.each([true, false])("medians of a plane longer than 65,535 px are those of a histogram (wide: %s)", (isWide) => {
  const plane = longPlane("uint8", 3, isWide);
  for (const size of [3, 5]) expectSamples(medianFilter(plane, size).data, byHistogram(plane, size).data);
});

test("medians of 32-bit integers are exact beyond what float32 tells apart", () => {
  const data = Uint32Array.from({ length: 9 }, (_, i) => 0xfffffff0 + i);
  expect(medianFilter({ data, height: 3, width: 3 }, 3).data[4]).toBe(0xfffffff4);
});
