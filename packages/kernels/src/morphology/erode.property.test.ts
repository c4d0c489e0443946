import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { DTYPES, longPlane, noise, planes } from "../../test/random-planes.ts";
import { dilate as dilateRows, erode as erodeRows } from "../../test/reference/erode.ts";
import type { Plane } from "../plane.ts";
import { dilate, erode } from "./erode.ts";
import type { Footprint } from "./footprint.ts";
import { type LineFootprint, linePixels } from "./line.ts";
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

/** The least of the samples that lie on a line around each pixel. */
function erodedByPixels({ data, height, width }: Plane, line: LineFootprint): Float64Array {
  const pixels = linePixels(line);
  return Float64Array.from(data, (_, i) => {
    const [left, top] = [i % width, Math.floor(i / width)];
    const inside = pixels
      .map(({ x, y }) => ({ x: left + x, y: top + y }))
      .filter(({ x, y }) => x >= 0 && y >= 0 && x < width && y < height);
    return Math.min(...inside.map(({ x, y }) => data[y * width + x]!)) + 0;
  });
}

test.each(DTYPES)("minima of %s along lines of any angle are those found pixel by pixel", (dtype) => {
  const lines = fc.record({
    shape: fc.constant("line" as const),
    radius: fc.integer({ min: 0, max: 12 }),
    angle: fc.integer({ min: -90, max: 90 }),
  });
  fc.assert(
    fc.property(planes(dtype, 40), lines, (plane, line) => {
      expectSamples(
        Float64Array.from(erode(plane, line).data, (value) => value + 0),
        erodedByPixels(plane, line),
      );
    }),
    { numRuns: 25 },
  );
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
