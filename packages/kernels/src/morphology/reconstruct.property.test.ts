import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, noise, planes } from "../../test/random-planes.ts";
import { reconstruct as inDoublePrecision } from "../../test/reference/reconstruct.ts";
import type { PixelArray, Plane } from "../plane.ts";
import { erode } from "./erode.ts";
import { openingByReconstruction, reconstruct } from "./reconstruct.ts";

const SMALL = { shape: "disk", radius: 2 } as const;
const plain = (data: PixelArray) => Float64Array.from(data, (value) => value + 0);

/** A seed below a mask, mostly far below it. */
function seedBelow({ data, ...size }: Plane, share: number, seed: number): Plane {
  let least = Number.POSITIVE_INFINITY;
  for (const value of data) least = Math.min(least, value);
  const places = noise("uint16", data.length, seed, Number.POSITIVE_INFINITY);
  return { data: data.map((value, i) => (places[i]! < share * 0x10000 ? value : least)) as PixelArray, ...size };
}

test.each(DTYPES)("planes of %s grow under their mask as one by one, whatever the order", (dtype) => {
  const shares = fc.constantFrom(0, 0.002, 0.05, 0.5);
  fc.assert(
    fc.property(planes(dtype), shares, fc.integer(), fc.constantFrom(4, 8), (mask, share, seed, connectivity) => {
      const below = seedBelow(mask, share, seed);
      const expected = inDoublePrecision(below, mask, connectivity);
      expectSamples(plain(reconstruct(below, mask, connectivity).data), plain(expected.data));
    }),
    { numRuns: 60 },
  );
});

test.each(DTYPES)("openingByReconstruction() of %s is an erosion that grows again", (dtype) => {
  fc.assert(
    fc.property(planes(dtype), (plane) => {
      const expected = inDoublePrecision(erode(plane, SMALL), plane);
      expectSamples(plain(openingByReconstruction(plane, SMALL).data), plain(expected.data));
    }),
    { numRuns: 20 },
  );
});

test.each([true, false])("planes longer than 65,535 px grow (wide: %s)", (isWide) => {
  const plane = longPlane("uint16", 3, isWide);
  const expected = inDoublePrecision(seedBelow(plane, 0.0001, 1), plane);
  expectSamples(reconstruct(seedBelow(plane, 0.0001, 1), plane).data, expected.data);
});
