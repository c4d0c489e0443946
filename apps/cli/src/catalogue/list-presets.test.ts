import { presets } from "@ohcs/functions/presets";
import { expect, test } from "vitest";
import { channelsOf } from "./list-presets.ts";

test.each([
  ["project", "all"],
  ["stitch", "positions nuclei"],
  ["measure", "channels nuclei nuclei · positions nuclei · segment nuclei · measure dna nuclei, gfp reporter"],
])("channelsOf() the preset '%s' is '%s'", (name, channels) => {
  expect(channelsOf(presets[name] ?? { name, steps: [] })).toBe(channels);
});
