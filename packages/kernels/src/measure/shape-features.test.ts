import { expect, test } from "vitest";
import { labelsOf } from "../../test/drawing.ts";
import { expectFeatures, featureCases } from "../../test/feature-cases.ts";
import type { Labels } from "../plane.ts";
import { regionPixels } from "./region-pixels.ts";
import { regionShapes } from "./region-shapes.ts";
import { shapeFeatures } from "./shape-features.ts";

function measured(labels: Labels) {
  const regions = regionPixels(labels);
  return shapeFeatures(regions, regionShapes(regions, labels), labels);
}

test("shapeFeatures equals cp_measure, on objects with holes, in parts, cut, thin and of one pixel", () => {
  for (const [{ labels }, expected] of featureCases("shape")) {
    const finite = (values: readonly (number | null)[] = []) => values.map((value) => value ?? 0);
    expectFeatures(measured(labels), { ...expected, FormFactor: finite(expected.FormFactor) });
  }
});

test("shapeFeatures counts holes, measures across pixel centres and gives degrees", () => {
  const { EulerNumber, MaxFeretDiameter, MinFeretDiameter, Orientation, Extent } = measured(
    labelsOf(["111.2.", "1.1.2.", "111.2.", "....2."]),
  );
  expect([...EulerNumber!]).toEqual([0, 1]);
  expect([...MaxFeretDiameter!]).toEqual([Math.sqrt(8), 3]);
  expect([...MinFeretDiameter!]).toEqual([2, 0]);
  expect(Orientation![1]).toBe(0);
  expect(Extent![0]).toBe(8 / 9);
});
