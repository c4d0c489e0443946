import { assembleTiles as assembled, withResultsIn } from "@ohcs/kernels";
import { define } from "../define.ts";
import { jsonInput, planesOf, reducedStack, stackInput } from "../stack/planes.ts";
import { placesOfSites, tilePlacesOf } from "./tile-places.ts";

/**
 * One float32 mosaic `[1, y, x]` of the sites stacked: sub-pixel placement by bilinear interpolation, linear blending
 * in overlaps, 0 where no site reaches. For viewing: count and measure on the sites, since blending changes textures.
 */
export const assembleTiles = define({
  name: "assembleTiles",
  summary: "Stitches the sites of a well into one image",
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
