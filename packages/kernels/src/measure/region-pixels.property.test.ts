import fc from "fast-check";
import { expect, test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
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
  const [found, expected] = [regionPixels(labels), pixelByPixel(labels)];
  expect(found.map(({ label }) => label)).toEqual(expected.map(({ label }) => label));
  for (const [i, { pixels }] of found.entries()) expectSamples(pixels, expected[i]!.pixels);
});
