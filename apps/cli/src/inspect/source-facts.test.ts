import type { PlateManifest } from "@ohcs/context";
import { expect, test } from "vitest";
import { acquisitionFacts, channelText, handlerFact, pixelSizeFacts } from "./source-facts.ts";

const manifest: PlateManifest = {
  ...{ specVersion: 1, plateId: "p", root: "/p", handler: "operaPhenix", images: [], wells: [], channels: [] },
  ...{ grid: null, calibration: { pixelSizeUm: 0.65 }, notices: [] },
};
const sources = [
  { from: "metadata", path: "Images/Index.xml", pixelSizeUm: 0.65 },
  { from: "tags", path: "a.tif", pixelSizeUm: 0.5 },
] as const;

test("inspect says why a handler reads the plate, and which others knew some of it", () => {
  const candidates = [
    { handler: "operaPhenix", score: 1, reason: "4 of 4 images by name, and 'Index.xml'" },
    { handler: "acme", score: 0.5, reason: "" },
  ];
  expect(handlerFact({ ...manifest, candidates })).toEqual([
    "read by",
    "operaPhenix (4 of 4 images by name, and 'Index.xml'); also acme 50 %",
  ]);
  expect(handlerFact(manifest)).toEqual(["read by", "operaPhenix, as named"]);
});

test("inspect ranks what states a pixel size: configuration, metadata file, description, tags", () => {
  const known = { ...manifest, calibrationSources: sources };
  expect(pixelSizeFacts(known, null)).toEqual([
    ["pixel size", "0.65 µm by Images/Index.xml"],
    ["", "not used: 0.5 µm by TIFF tags of a.tif"],
  ]);
  expect(pixelSizeFacts(known, 0.7)[0]).toEqual(["pixel size", "0.7 µm by the configuration"]);
  const unknown = { ...manifest, calibration: { pixelSizeUm: null } };
  expect(pixelSizeFacts(unknown, null)).toEqual([["pixel size", "unknown"]]);
  expect(pixelSizeFacts({ ...unknown, calibrationSources: sources }, null)).toEqual([
    ["pixel size", "unknown: 0.65 µm by Images/Index.xml, 0.5 µm by TIFF tags of a.tif"],
  ]);
});

test("inspect shows what is known of channels and acquisition, and nothing of what is not", () => {
  expect(channelText({ id: "1", name: "DAPI", excitationNm: 405, emissionNm: null, exposureMs: 50 })).toBe(
    "1 DAPI (excitation 405 nm, 50 ms)",
  );
  expect([channelText({ id: "GFP", name: "GFP" }), channelText({ id: "1", name: null })]).toEqual(["GFP", "1"]);
  expect(acquisitionFacts(manifest)).toEqual([]);
  const objective = { name: null, magnification: 10, numericalAperture: 0.3 };
  expect(
    acquisitionFacts({
      ...manifest,
      objective,
      startedAt: "2024-01-02T12:00:00",
      plateFormat: { rows: 8, columns: 12 },
    }),
  ).toEqual([
    ["objective", "10×, NA 0.3"],
    ["acquired", "2024-01-02T12:00:00"],
    ["plate", "8 × 12 wells"],
  ]);
});
