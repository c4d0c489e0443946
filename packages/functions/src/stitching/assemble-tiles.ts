import { defineFunction, NO_PARAMETERS } from "@ohcs/context";
import { assembleTiles as assembled, withResultsIn } from "@ohcs/kernels";
import { MODULE } from "../module-name.ts";
import { jsonInput, stackInput } from "../stack/inputs.ts";
import { planesOf, reducedStack } from "../stack/planes.ts";
import { placesOfSites, tilePlacesOf } from "./tile-places.ts";

/**
 * One float32 mosaic `[1, y, x]` of the sites stacked: sub-pixel placement by bilinear interpolation, linear blending
 * in overlaps, 0 where no site reaches. For viewing: count and measure on the sites, since blending changes textures.
 */
export const assembleTiles = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "assembleTiles",
  version: "1.0.0",
  summary: "Stitches the sites of a well into one image",
  params: NO_PARAMETERS,
  contract: "volumeToSlice",
  over: ["site"],
  inputs: { image: { kind: "image" }, positions: { kind: "json", description: "Made by tilePositions" } },
  intensity: "preserves",
  geometry: "mosaic",
  memoryFactor: 3,
  citation: "Preibisch, Saalfeld, Tomancak 2009 (linear blending)",
  run(inputs, _, { allocate }) {
    const stack = stackInput(inputs);
    const places = tilePlacesOf(jsonInput(inputs, "positions"));
    const sites = stack.planes.map(({ site }) => site);
    const mosaic = withResultsIn(allocate, () => assembled(planesOf(stack), placesOfSites(places, sites)));
    return { image: reducedStack(mosaic, stack, { positions: [null] }) };
  },
});
