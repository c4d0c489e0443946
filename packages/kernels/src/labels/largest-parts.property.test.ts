import fc from "fast-check";
import { test } from "vitest";
import { expectSamples } from "../../test/expect-samples.ts";
import { largestParts } from "../../test/nuclei-steps.ts";
import { labelPlanes, longPlane, scatteredLabels } from "../../test/random-planes.ts";
import { largestParts as byPixels } from "../../test/reference/largest-parts.ts";

test("the largest parts found by runs are those found pixel by pixel, of equal ones the same", () => {
  const property = fc.property(labelPlanes(), (labels) => {
    expectSamples(largestParts(labels).data, byPixels(labels).data);
  });
  fc.assert(property, { numRuns: 200 });
});

test.each([true, false])("the largest parts on a plane longer than 65,535 px are found (wide: %s)", (isWide) => {
  const labels = scatteredLabels([longPlane("uint16", 3, isWide), 0.3, 9]);
  expectSamples(largestParts(labels).data, byPixels(labels).data);
});
