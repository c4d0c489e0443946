import { expect, test } from "vitest";
import { labelsOf, planeOf } from "../../test/drawing.ts";
import { expectFeatures, featureCases } from "../../test/feature-cases.ts";
import { radialFeatures } from "./radial-features.ts";
import { regionPixels } from "./region-pixels.ts";

test("radialFeatures equals cp_measure", () => {
  for (const [{ regions, first }, expected] of featureCases("radial")) {
    const found = radialFeatures(regions, first);
    const prefixed = Object.entries(found).map(([name, values]) => [`RadialDistribution_${name}`, values] as const);
    expectFeatures(Object.fromEntries(prefixed), expected);
  }
});

test("radialFeatures finds light in the centre in the inner ring, and leaves out what no path reaches", () => {
  const labels = labelsOf([".......", ".11111.", ".11111.", ".11111.", ".11111.", ".11111.", ".......", "1......"]);
  const drawn = Array.from({ length: 8 }, (_, y) =>
    Array.from({ length: 7 }, (_, x) => (x === 3 && y === 3 ? 5 : y === 7 ? 9 : 0)),
  );
  const image = planeOf(drawn, Uint8Array);
  const { FracAtD_1of2, FracAtD_2of2 } = radialFeatures(regionPixels(labels), image, { bins: 2 });
  expect([FracAtD_1of2![0], FracAtD_2of2![0]]).toEqual([1, 0]);
});
