import fc from "fast-check";
import { expect, test } from "vitest";
import { labelPlanes, longPlane, scatteredLabels } from "../../test/random-planes.ts";
import { regionPixels as pixelByPixel } from "../../test/reference/region-pixels.ts";
import { regionPixels } from "./region-pixels.ts";

test("pixels grouped by runs are those grouped one by one", () => {
  const property = fc.property(labelPlanes(), (labels) => {
    expect(regionPixels(labels)).toEqual(pixelByPixel(labels));
  });
  fc.assert(property, { numRuns: 100 });
});

test.each([true, false])("pixels of a plane longer than 65,535 px are grouped (wide: %s)", (isWide) => {
  const labels = scatteredLabels([longPlane("uint16", 3, isWide), 0.3, 9]);
  expect(regionPixels(labels)).toEqual(pixelByPixel(labels));
});
