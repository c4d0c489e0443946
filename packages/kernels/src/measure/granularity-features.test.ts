import { expect, test } from "vitest";
import { labelsOf, planeOf } from "../../test/drawing.ts";
import { expectFeatures, featureCases } from "../../test/feature-cases.ts";
import { granularityFeatures, granularSpectrum } from "./granularity-features.ts";
import { regionPixels } from "./region-pixels.ts";

test("granularityFeatures equals cp_measure, subsampled and not", () => {
  for (const [{ regions, first }, expected] of featureCases("granularity"))
    expectFeatures(granularityFeatures(regions, first), expected);
  const fine = { subsample: 1, backgroundSubsample: 0.5, elementSize: 4, spectrumLength: 6 };
  for (const [{ regions, second }, expected] of featureCases("granularityFine"))
    expectFeatures(granularityFeatures(regions, second, granularSpectrum(second, fine)), expected);
});

test("granularityFeatures finds spots of 1 px in the first size and bars of 5 px in the third", () => {
  const drawn = (isLit: (x: number, y: number) => boolean) =>
    planeOf(
      Array.from({ length: 24 }, (_, y) => Array.from({ length: 24 }, (_, x) => (isLit(x, y) ? 8 : 0))),
      Uint8Array,
    );
  const labels = { data: new Uint32Array(576).fill(1), height: 24, width: 24 };
  const measured = (isLit: (x: number, y: number) => boolean) => {
    const options = { subsample: 1, backgroundSubsample: 1, elementSize: 11, spectrumLength: 4 };
    const image = drawn(isLit);
    return Object.values(granularityFeatures(regionPixels(labels), image, granularSpectrum(image, options))).map(
      ([value]) => Math.round(value! * 1e9) / 1e9,
    );
  };
  expect(measured((x, y) => x % 8 === 4 && y % 8 === 4)).toEqual([100, 0, 0, 0]);
  expect(measured((x, y) => x >= 8 && x < 13 && y > 4 && y < 20)).toEqual([0, 0, 100, 0]);
});

test("granularityFeatures of an image too small to be subsampled is undefined", () => {
  const labels = labelsOf(["11", "11"]);
  const image = planeOf(
    [
      [1, 2],
      [3, 4],
    ],
    Uint8Array,
  );
  expect(granularityFeatures(regionPixels(labels), image).Granularity_1![0]).toBeNaN();
  const line = planeOf([[1, 2, 3, 4]], Uint8Array);
  expect(granularityFeatures(regionPixels(labelsOf(["11.."])), line).Granularity_1![0]).toBeNaN();
});
