import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import type { PixelArray } from "../plane.ts";
import { percentileOfSorted, percentiles } from "./percentile.ts";
import { percentileNormalize } from "./percentile-normalize.ts";

const sorted = (data: PixelArray) => data.slice().sort();

test.each(DTYPES)("percentiles of %s found by counting and selection are those of sorted samples", (dtype) => {
  const percentages = fc.array(fc.constantFrom(0, 0.1, 1, 25, 50, 99, 99.9, 100), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(planes(dtype), percentages, ({ data }, asked) => {
      const ascending = sorted(data);
      expect(percentiles(data, asked)).toEqual(asked.map((percentage) => percentileOfSorted(ascending, percentage)));
    }),
    { numRuns: 15 },
  );
});

test.each([Float32Array, Float64Array])(
  "NaN and infinities have the places that sorting gives them (%s)",
  (ArrayType) => {
    const data = ArrayType.of(3, Number.NaN, -1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0, -Number.NaN, 7);
    const asked = [0, 100 / 7, 200 / 7, 50, 500 / 7, 100];
    const ascending = sorted(data);
    expect(percentiles(data, asked)).toEqual(asked.map((percentage) => percentileOfSorted(ascending, percentage)));
  },
);

test.each(DTYPES)("planes of %s are rescaled as in double precision", (dtype) => {
  fc.assert(
    fc.property(planes(dtype), fc.constantFrom([0, 100], [1, 99], [40, 60]), (plane, [low, high]) => {
      const [from = 0, to = 0] = percentiles(plane.data, [low!, high!]);
      const scale = to > from ? 1 / (to - from) : 0;
      const expected = Float32Array.from(plane.data, (value) => Math.min(1, Math.max(0, (value - from) * scale)));
      expectSamples(percentileNormalize(plane, { low: low!, high: high! }).data, expected);
    }),
    { numRuns: 15 },
  );
});

test("a plane longer than 65,535 px is rescaled", () => {
  const { data, ...size } = longPlane("float32", 2, true);
  const normal = percentileNormalize({ data, ...size }, { low: 0, high: 100 }).data;
  const ascending = sorted(data);
  const place = data.indexOf(ascending.at(-1)!);
  expect([normal[place], normal[data.indexOf(ascending[0]!)]]).toEqual([1, 0]);
});
