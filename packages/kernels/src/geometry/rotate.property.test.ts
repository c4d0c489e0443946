import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, planes } from "../../test/random-planes.ts";
import { quarterTurned, turned } from "../../test/reference/rotate.ts";
import type { Plane } from "../plane.ts";
import { ofDegrees, rotate } from "./rotate.ts";

function expectQuarters(plane: Plane): void {
  for (const quarters of [0, 1, 2, 3]) {
    const expected = quarterTurned(plane, quarters);
    const got = rotate(plane, { angle: 90 * quarters, reshape: true });
    expectSamples(got.data, expected.data);
  }
}

test.each(DTYPES)("quarter turns of %s move every sample to its place", (dtype) => {
  fc.assert(fc.property(planes(dtype), expectQuarters), { numRuns: 20 });
});

test.each([true, false])("planes longer than 65,535 px are turned (wide: %s)", (isWide) => {
  expectQuarters(longPlane("uint16", 3, isWide));
});

test.each(DTYPES)("samples of %s turned by any angle are those found one by one, bit by bit", (dtype) => {
  fc.assert(
    fc.property(planes(dtype), fc.integer({ min: 1, max: 89 }), (plane, angle) => {
      expectSamples(rotate(plane, { angle, fill: -7 }).data, turned(plane, ofDegrees(angle), -7).data);
    }),
    { numRuns: 20 },
  );
});
