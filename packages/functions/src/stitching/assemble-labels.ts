import { type ImageStack, recordsOf, type TableInput } from "@ohcs/context";
import { assembleLabels as assembled, type Labels } from "@ohcs/kernels";
import { define } from "../define.ts";
import { jsonInput, planesOf, reducedStack, stackInput, tableInput } from "../stack/planes.ts";
import { placesOfSites, tilePlacesOf } from "./tile-places.ts";

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
  returnsImage: false,
  geometry: "mosaic",
  exact: true,
  memoryFactor: 3,
  run(inputs) {
    const stack = stackInput(inputs, "labels");
    const sites = stack.planes.map(({ site }) => site);
    const places = placesOfSites(tilePlacesOf(jsonInput(inputs, "positions")), sites);
    const numbers = numbersBySite(tableInput(inputs, "objects"));
    const perTile = sites.map((site) => numbers.get(site ?? 1) ?? new Map<number, number>());
    const mosaic = assembled(labelPlanes(stack), places, perTile);
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
