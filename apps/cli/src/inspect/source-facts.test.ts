import type { PlateManifest } from "@ohcs/context";
import { expect, test } from "vitest";
import { acquisitionFacts, channelText, handlerFact, pixelSizeFacts, sourceFacts } from "./source-facts.ts";

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

test("inspect ranks what states names of channels, the objective and positions", () => {
  const image = { from: "description", path: "a.tif" } as const;
  const htd = { from: "metadata", path: "p.HTD" } as const;
  const factSources = [
    { fact: "channelName", channel: "1", ...htd, value: "DAPI" },
    { fact: "channelName", channel: "2", ...htd, value: "GFP" },
    { fact: "channelName", channel: "1", ...image, value: "Hoechst" },
    { fact: "channelName", channel: "2", ...image, value: "GFP" },
    { fact: "objective", ...image, value: "10×, NA 0.3" },
    { fact: "position", ...image, value: null },
  ] as const;
  const objective = { name: null, magnification: 10, numericalAperture: 0.3 };
  const channels = ["1", "2"].map((id) => ({ id, name: id === "1" ? "DAPI" : "GFP" }));
  expect(sourceFacts({ ...manifest, channels, objective, factSources })).toEqual([
    ["names", "by p.HTD"],
    ["", "not used: 1 Hoechst by description of a.tif"],
    ["objective", "10×, NA 0.3 by description of a.tif"],
    ["positions", "by description of a.tif"],
  ]);
  const contradiction = [factSources[4], { ...factSources[4], path: "b.tif", value: "20×" }];
  expect(sourceFacts({ ...manifest, factSources: contradiction })).toEqual([
    ["objective", "unknown: 10×, NA 0.3 by description of a.tif"],
    ["", "unknown: 20× by description of b.tif"],
  ]);
  const ofImages = ["1", "2"].map(
    (channel) => ({ fact: "channelName", channel, from: "description", path: `${channel}.tif`, value: "x" }) as const,
  );
  expect(sourceFacts({ ...manifest, channels, factSources: ofImages })).toEqual([
    ["names", "by description of 1.tif, and 1 more"],
  ]);
  expect(sourceFacts({ ...manifest, objective })).toEqual([["objective", "10×, NA 0.3"]]);
  expect(sourceFacts(manifest)).toEqual([]);
});

test("inspect shows what is known of channels and acquisition, and nothing of what is not", () => {
  expect(channelText({ id: "1", name: "DAPI", excitationNm: 405, emissionNm: null, exposureMs: 50 })).toBe(
    "1 DAPI (excitation 405 nm, 50 ms)",
  );
  expect([channelText({ id: "GFP", name: "GFP" }), channelText({ id: "1", name: null })]).toEqual(["GFP", "1"]);
  expect(acquisitionFacts(manifest)).toEqual([]);
  expect(
    acquisitionFacts({
      ...manifest,
      startedAt: "2024-01-02T12:00:00",
      plateFormat: { rows: 8, columns: 12 },
    }),
  ).toEqual([
    ["acquired", "2024-01-02T12:00:00"],
    ["plate", "8 × 12 wells"],
  ]);
});
