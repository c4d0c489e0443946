import fc from "fast-check";
import { expect, test } from "vitest";
import { DTYPES, labelPlanes, longPlane, noise, scatteredLabels } from "../../test/random-planes.ts";
import { regionIntensity } from "../../test/reference/region-intensity.ts";
import { regionShape } from "../../test/reference/region-shape.ts";
import type { Labels, PixelArray } from "../plane.ts";
import { regionIntensities } from "./region-intensities.ts";
import { regionPixels } from "./region-pixels.ts";
import { regionShapes } from "./region-shapes.ts";

function expectEqualShapes(labels: Labels): void {
  const regions = regionPixels(labels);
  expect(regionShapes(regions, labels)).toEqual(regions.map(({ pixels }) => regionShape(pixels, labels)));
}

function expectEqualIntensities(labels: Labels, data: PixelArray): void {
  const regions = regionPixels(labels);
  expect(regionIntensities(regions, data)).toEqual(regions.map(({ pixels }) => regionIntensity(pixels, data)));
}

test("shapes measured in one go have the bits of those measured one by one", () => {
  fc.assert(fc.property(labelPlanes(), expectEqualShapes), { numRuns: 100 });
});

test.each([true, false])("shapes on a plane longer than 65,535 px are measured (wide: %s)", (isWide) => {
  expectEqualShapes(scatteredLabels([longPlane("uint16", 3, isWide), 0.3, 4]));
});

test.each(DTYPES)("intensities of %s measured in one go have the bits of those measured one by one", (dtype) => {
  fc.assert(
    fc.property(labelPlanes(), fc.nat(1e6), fc.constantFrom(2, 1000), (labels, seed, levels) => {
      expectEqualIntensities(labels, noise(dtype, labels.data.length, seed, levels));
    }),
    { numRuns: 60 },
  );
});

test("unknown, infinite and negative zero intensities are measured as the reference does", () => {
  const labels = { data: Uint32Array.of(1, 1, 1, 2, 2, 3, 4, 4, 4), height: 3, width: 3 };
  const [nothing, endless] = [Number.NaN, Number.POSITIVE_INFINITY];
  expectEqualIntensities(labels, Float32Array.of(5, nothing, 6, 0, -0, nothing, endless, -endless, 1));
  expectEqualIntensities(labels, Float64Array.of(nothing, nothing, 6, -0, -0, 7, endless, endless, endless));
});

test("no regions have no shapes and no intensities", () => {
  expect(regionShapes([], { height: 0, width: 0 })).toEqual([]);
  expect(regionIntensities([], new Uint8Array(0))).toEqual([]);
});
