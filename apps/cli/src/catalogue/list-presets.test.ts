import { presets } from "@ohcs/functions/presets";
import { expect, test } from "vitest";
import { channelsOf } from "./list-presets.ts";

test.each([
  ["project", "all"],
  ["stitch", "positions 1"],
  ["measure", "segment 1 · measure dna 1, gfp 2"],
])("channelsOf() the preset '%s' is '%s'", (name, channels) => {
  expect(channelsOf(presets[name] ?? { name, steps: [] })).toBe(channels);
});
