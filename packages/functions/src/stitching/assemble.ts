import { type ImageStack, recordsOf, type TableInput } from "@ohcs/context";
import {
  assembleTiles as assembled,
  assembleLabels as assembledLabels,
  type Labels,
  withResultsIn,
} from "@ohcs/kernels";
import { define } from "../define.ts";
import { jsonInput, planesOf, reducedStack, stackInput, tableInput } from "../stack/planes.ts";
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

/**
 * One label mosaic `[1, y, x]`, uint32, of the sites stacked: only objects that `ownObjects` counts, under their
 * `ObjectNumber`; sites laid at whole pixels, labels never interpolated.
 */
export const assembleLabels = define({
  name: "assembleLabels",
  summary: "Stitches the labels of a well, each object once",
  contract: "volumeToSlice",
  over: ["site"],
  inputs: {
    labels: { kind: "labels" },
    positions: { kind: "json", description: "Made by tilePositions" },
    objects: { kind: "table", description: "Made by ownObjects" },
  },
  outputs: { mosaic: { kind: "labels" } },
  geometry: "mosaic",
  exact: true,
  memoryFactor: 3,
  run(inputs) {
    const stack = stackInput(inputs, "labels");
    const sites = stack.planes.map(({ site }) => site);
    const places = placesOfSites(tilePlacesOf(jsonInput(inputs, "positions")), sites);
    const numbers = numbersBySite(tableInput(inputs, "objects"));
    const perTile = sites.map((site) => numbers.get(site ?? 1) ?? new Map<number, number>());
    const mosaic = assembledLabels(labelPlanes(stack), places, perTile);
    return { outputs: { mosaic: reducedStack(mosaic, stack, { kind: "labels", positions: [null] }) } };
  },
});

function labelPlanes(stack: ImageStack): readonly Labels[] {
  return planesOf(stack).map(({ data, height, width }) => ({ data: new Uint32Array(data), height, width }));
}

/** Site → label there → number in the mosaic, for objects that count. */
function numbersBySite({ tables }: TableInput): ReadonlyMap<number, Map<number, number>> {
  const bySite = new Map<number, Map<number, number>>();
  for (const { Metadata_SourceSite, SourceObjectNumber, ObjectNumber } of tables.flatMap(recordsOf)) {
    if (typeof ObjectNumber !== "number") continue;
    const site = Number(Metadata_SourceSite);
    const numbers = bySite.get(site) ?? new Map<number, number>();
    bySite.set(site, numbers.set(Number(SourceObjectNumber), ObjectNumber));
  }
  return bySite;
}
