import fc from "fast-check";
import { expect, test } from "vitest";
import { DTYPES, emptied, longPlane, planes } from "../../test/random-planes.ts";
import { labelConnected as byPixels } from "../../test/reference/label-connected.ts";
import { labelConnected } from "./label-connected.ts";

test.each(DTYPES)("objects of %s found by runs are those found pixel by pixel, numbers included", (dtype) => {
  fc.assert(
    fc.property(
      planes(dtype, 60),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(4, 8),
      (plane, fraction, connectivity) => {
        const mask = emptied(plane, fraction);
        expect(labelConnected(mask, { connectivity })).toEqual(byPixels(mask, { connectivity }));
      },
    ),
    { numRuns: 60 },
  );
});

test.each([true, false])("objects of a plane longer than 65,535 px are found (wide: %s)", (isWide) => {
  const mask = emptied(longPlane("uint8", 3, isWide), 0.5);
  for (const connectivity of [4, 8] as const) {
    const { labels, count } = labelConnected(mask, { connectivity });
    const expected = byPixels(mask, { connectivity });
    expect([count, Buffer.from(labels.data.buffer).equals(Buffer.from(expected.labels.data.buffer))]).toEqual([
      expected.count,
      true,
    ]);
  }
});

test("−0 is background and NaN is not", () => {
  const mask = { data: Float32Array.of(-0, Number.NaN, 0, 1), height: 1, width: 4 };
  expect([...labelConnected(mask).labels.data]).toEqual([0, 1, 0, 2]);
});
