import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import { squaredDistance as byRows } from "../../test/reference/squared-distance.ts";
import type { Plane } from "../plane.ts";
import { distanceTransform } from "./distance-transform.ts";
import { squaredDistance } from "./squared-distance.ts";

/** Background is what lies below `fraction` of the samples, at most all. */
function maskOf({ data, height, width }: Plane, fraction: number): Plane {
  const limit = data.slice().sort()[Math.floor(fraction * (data.length - 1))]!;
  const mask = data.slice();
  for (let i = 0; i < data.length; i++) mask[i] = data[i]! < limit ? 0 : 1;
  return { data: mask, height, width };
}

test.each(DTYPES)("distances in masks of %s are those found row by row, bit by bit", (dtype) => {
  fc.assert(
    fc.property(planes(dtype), fc.constantFrom(0, 0.02, 0.1, 0.5, 1), (plane, fraction) => {
      const mask = maskOf(plane, fraction);
      const expected = byRows(mask).data;
      expectSamples(squaredDistance(mask).data, expected);
      expectSamples(distanceTransform(mask).data, Float32Array.from(expected, Math.sqrt));
    }),
    { numRuns: 60 },
  );
});

test.each([true, false])("distances in a plane longer than 65,535 px are exact (wide: %s)", (isWide) => {
  const mask = maskOf(longPlane("uint8", 3, isWide), 0.001);
  expectSamples(squaredDistance(mask).data, byRows(mask).data);
});
