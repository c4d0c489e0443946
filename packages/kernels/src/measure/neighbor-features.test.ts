import { expect, test } from "vitest";
import { labelsOf } from "../../test/drawing.ts";
import { expectFeatures, featureCases } from "../../test/feature-cases.ts";
import type { Labels } from "../plane.ts";
import type { Features } from "./features.ts";
import { neighborFeatures } from "./neighbor-features.ts";
import { regionPixels } from "./region-pixels.ts";
import { regionShapes } from "./region-shapes.ts";

function measured(labels: Labels, distance: number): Features {
  const regions = regionPixels(labels);
  return neighborFeatures(regions, regionShapes(regions, labels), labels, distance);
}

function named(features: Features, scale: string) {
  const compared = Object.entries(features).filter(([name]) => !name.endsWith("ClosestObjectNumber"));
  return Object.fromEntries(compared.map(([name, values]) => [`Neighbors_${name}_${scale}`, values]));
}

test("neighborFeatures equals cp_measure, of neighbours that touch and those within 5 px", () => {
  for (const [{ labels }, expected] of featureCases("neighbors"))
    expectFeatures({ ...named(measured(labels, 5), "5"), ...named(measured(labels, 1), "Adjacent") }, expected, 1e-6);
});

test("neighborFeatures counts others only, and knows no nearest of a lone object", () => {
  const features = measured(labelsOf(["11.22", "11.22", ".....", "33...", "33..."]), 2);
  expect([...features.NumberOfNeighbors!]).toEqual([2, 1, 1]);
  expect([...features.FirstClosestObjectNumber!]).toEqual([2, 1, 1]);
  expect([...features.FirstClosestDistance!]).toEqual([3, 3, 3]);
  expect([...features.AngleBetweenNeighbors!].map(Math.round)).toEqual([90, 45, 45]);
  const lone = measured(labelsOf(["1."]), 1);
  expect([lone.NumberOfNeighbors![0], lone.FirstClosestDistance![0]]).toEqual([0, Number.NaN]);
});

test("neighborFeatures refuses a distance of no pixel or of parts of one", () => {
  for (const distance of [0, 1.5])
    expect(() => measured(labelsOf(["1"]), distance)).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
});
