import { expect, test } from "vitest";
import { labelsOf, planeOf } from "../../test/drawing.ts";
import { expectFeatures, featureCases } from "../../test/feature-cases.ts";
import { intensityFeatures } from "./intensity-features.ts";
import { regionPixels } from "./region-pixels.ts";

test("intensityFeatures equals cp_measure", () => {
  for (const [{ labels, regions, first }, expected] of featureCases("intensity"))
    expectFeatures(intensityFeatures(regions, labels, first), expected);
});

test("intensityFeatures has no centre of mass in the dark, and no edge where an object fills the plane", () => {
  const labels = labelsOf(["11", "11"]);
  const features = intensityFeatures(
    regionPixels(labels),
    labels,
    planeOf(
      [
        [0, 0],
        [0, 0],
      ],
      Uint8Array,
    ),
  );
  const undefinedOnes = Object.keys(features).filter((name) => Number.isNaN(features[name]![0]));
  expect(undefinedOnes).toEqual([
    "Intensity_IntegratedIntensityEdge",
    "Intensity_MeanIntensityEdge",
    "Intensity_StdIntensityEdge",
    "Intensity_MinIntensityEdge",
    "Intensity_MaxIntensityEdge",
    "Intensity_MassDisplacement",
    "Location_CenterMassIntensity_X",
    "Location_CenterMassIntensity_Y",
  ]);
});

test("intensityFeatures takes the median of absolute deviations, of odd and of even numbers of pixels", () => {
  const labels = labelsOf(["1111.22222"]);
  const image = planeOf([[1, 9, 2, 4, 0, 7, 1, 3, 2, 90]], Float32Array);
  const { Intensity_MADIntensity } = intensityFeatures(regionPixels(labels), labels, image);
  expect([...Intensity_MADIntensity!]).toEqual([1.5, 2]);
});

test("intensityFeatures refuses an image of another size", () => {
  const labels = labelsOf(["1"]);
  expect(() => intensityFeatures(regionPixels(labels), labels, planeOf([[1, 2]], Uint8Array))).toThrow(
    expect.objectContaining({ code: "PLANE_SHAPE_MISMATCH" }),
  );
});
