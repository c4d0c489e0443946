import { expect, test } from "vitest";
import { labelsOf, planeOf } from "../../test/drawing.ts";
import { expectFeatures, featureCases } from "../../test/feature-cases.ts";
import { colocalizationFeatures } from "./colocalization-features.ts";
import { regionPixels } from "./region-pixels.ts";

test("colocalizationFeatures equals cp_measure", () => {
  for (const [{ regions, first, second }, expected] of featureCases("colocalization")) {
    const { Correlation, ...found } = colocalizationFeatures(regions, first, second);
    expectFeatures({ ...found, Pearson: Correlation! }, expected);
  }
});

test("colocalizationFeatures of an image and its multiple is all agreement; of its negative, none", () => {
  const regions = regionPixels(labelsOf(["11111"]));
  const image = planeOf([[10, 20, 30, 40, 50]], Uint16Array);
  const triple = colocalizationFeatures(regions, image, planeOf([[30, 60, 90, 120, 150]], Uint16Array));
  const values = ["Correlation", "Slope", "Overlap", "K_1", "K_2", "Manders_1", "RWC_2"].map(
    (name) => triple[name]![0],
  );
  expect(values.map((value) => Number(value!.toFixed(9)))).toEqual([1, 3, 1, 3, 0.333333333, 1, 1]);
  const negative = colocalizationFeatures(regions, image, planeOf([[50, 40, 30, 20, 10]], Uint16Array));
  expect(negative.Correlation![0]).toBeCloseTo(-1, 12);
});

test("colocalizationFeatures of an image that does not vary knows neither correlation nor Costes' coefficients", () => {
  const regions = regionPixels(labelsOf(["1111"]));
  const found = colocalizationFeatures(
    regions,
    planeOf([[7, 7, 7, 7]], Uint8Array),
    planeOf([[1, 2, 3, 4]], Uint8Array),
  );
  expect([found.Correlation![0], found.Costes_1![0], found.Manders_1![0]]).toEqual([Number.NaN, Number.NaN, 1]);
});
