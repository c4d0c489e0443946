import { expect, test } from "vitest";
import { labelsOf } from "../../test/drawing.ts";
import { expectFeatures, featureCases } from "../../test/feature-cases.ts";
import { momentFeatures } from "./moment-features.ts";
import { regionPixels } from "./region-pixels.ts";

test("momentFeatures equals scikit-image's moments as cp_measure gives them", () => {
  for (const [{ labels, regions }, expected] of featureCases("moments"))
    expectFeatures(momentFeatures(regions, labels), expected, 1e-7);
});

test("momentFeatures counts rows and columns from the bounding box, wherever the object lies", () => {
  const labels = labelsOf(["......", "..111.", "..1..."]);
  const { SpatialMoment_0_1, SpatialMoment_1_0 } = momentFeatures(regionPixels(labels), labels);
  expect([SpatialMoment_0_1![0], SpatialMoment_1_0![0]]).toEqual([0 + 1 + 2 + 0, 1]);
});
