import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, noise, planes } from "../../test/random-planes.ts";
import { dilate as dilateRows, erode as erodeRows } from "../../test/reference/erode.ts";
import type { Plane } from "../plane.ts";
import { dilate, erode } from "./erode.ts";
import type { Footprint } from "./footprint.ts";
import { opening, whiteTopHat } from "./white-top-hat.ts";

const footprints: fc.Arbitrary<Footprint> = fc.record({
  shape: fc.constantFrom("square", "disk"),
  radius: fc.integer({ min: 0, max: 20 }),
});

function expectEqualToRows(plane: Plane, footprint: Footprint): void {
  const wide = { ...plane, data: Float64Array.from(plane.data) };
  const eroded = erodeRows(wide, footprint);
  const opened = dilateRows(eroded, footprint).data;
  const plain = (data: ArrayLike<number>) => Float64Array.from(data, (value) => value + 0);
  expectSamples(plain(erode(plane, footprint).data), plain(eroded.data));
  expectSamples(plain(dilate(plane, footprint).data), plain(dilateRows(wide, footprint).data));
  expectSamples(plain(opening(plane, footprint).data), plain(opened));
  const rest = plane.data.slice();
  for (let i = 0; i < rest.length; i++) rest[i] = plane.data[i]! - opened[i]!;
  expectSamples(whiteTopHat(plane, footprint).data, rest);
}

test.each(DTYPES)("minima and maxima of %s over squares and disks are those found row by row", (dtype) => {
  fc.assert(fc.property(planes(dtype), footprints, expectEqualToRows), { numRuns: 60 });
});

test.each([true, false])("planes longer than 65,535 px are opened (wide: %s)", (isWide) => {
  const plane = longPlane("uint16", 3, isWide);
  const opened = dilateRows(erodeRows({ ...plane, data: Float64Array.from(plane.data) }, disk), disk);
  expectSamples(opening(plane, disk).data, Uint16Array.from(opened.data));
});

const disk: Footprint = { shape: "disk", radius: 4 };

test("a plane wider than what is worked on together is opened as one", () => {
  const plane = { data: noise("float32", 30 * 700, 3, 1000), height: 30, width: 700 };
  const large: Footprint = { shape: "disk", radius: 40 };
  const opened = dilateRows(erodeRows({ ...plane, data: Float64Array.from(plane.data) }, large), large);
  expectSamples(opening(plane, large).data, Float32Array.from(opened.data));
});
