import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, emptied, longPlane, planes } from "../../test/random-planes.ts";
import { fillHoles as byPixels } from "../../test/reference/fill-holes.ts";
import { fillHoles } from "./fill-holes.ts";

test.each(DTYPES)("holes of %s found by runs are those found pixel by pixel", (dtype) => {
  const fractions = fc.double({ min: 0, max: 1, noNaN: true });
  const areas = fc.constantFrom(0, 1, 2.5, 30, Number.POSITIVE_INFINITY);
  fc.assert(
    fc.property(planes(dtype, 60), fractions, areas, (plane, fraction, maxArea) => {
      const mask = emptied(plane, fraction);
      expectSamples(fillHoles(mask, { maxArea }).data, byPixels(mask, { maxArea }).data);
    }),
    { numRuns: 60 },
  );
});

test.each([true, false])("holes of a plane longer than 65,535 px are filled (wide: %s)", (isWide) => {
  const mask = emptied(longPlane("uint8", 4, isWide), 0.3);
  expectSamples(fillHoles(mask).data, byPixels(mask).data);
});
