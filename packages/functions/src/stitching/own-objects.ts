import { type Cell, defineFunction, NO_PARAMETERS, recordsOf, type Table } from "@ohcs/context";
import { type Ownership, ownObjects as owned, type TileObject } from "@ohcs/kernels";
import { fail } from "../errors.ts";
import { MODULE } from "../module-name.ts";
import { jsonInput, tableInput } from "../stack/inputs.ts";
import { placesOfSites, type TilePlaces, tilePlacesOf } from "./tile-places.ts";
import { touchesOuterEdge } from "./touches-outer-edge.ts";

/**
 * The objects of all sites of a well in one table, each counted once: by the site whose centre is nearest to its
 * centroid. Rows keep their order (site, label); those counted elsewhere have `Metadata_Duplicate` 1 and no
 * `ObjectNumber`. `Location_Center_X`/`_Y` are px of the mosaic, all other features those of the source site;
 * `Metadata_TouchesEdge` means the border of the whole imaged area.
 */
export const ownObjects = defineFunction({
  module: MODULE,
  name: "ownObjects",
  version: "1.0.0",
  summary: "Counts each object of overlapping sites once",
  params: NO_PARAMETERS,
  contract: "volumeToSlice",
  over: ["site"],
  inputs: {
    objects: { kind: "table", description: "One table per site, with AreaShape features" },
    positions: { kind: "json", description: "Made by tilePositions" },
  },
  outputs: { nuclei: { kind: "table", description: "All objects, duplicates marked" } },
  returnsImage: false,
  exact: true,
  citation: "",
  run(inputs) {
    const { tables, keys } = tableInput(inputs, "objects");
    const places = tilePlacesOf(jsonInput(inputs, "positions"));
    const sites = keys.map(({ site }) => site ?? 1);
    const positions = placesOfSites(places, sites);
    const size = { width: places.tileWidth, height: places.tileHeight };
    const rows = owned(tables.map(tileObjects), positions, size);
    return { outputs: { nuclei: ownershipTable(tables, sites, rows, places) } };
  },
});

function tileObjects(table: Table): readonly TileObject[] {
  return recordsOf(table).map((record) => ({
    label: numberIn(record, "ObjectNumber"),
    x: numberIn(record, "AreaShape_Center_X"),
    y: numberIn(record, "AreaShape_Center_Y"),
    area: numberIn(record, "AreaShape_Area"),
    cut: record.Metadata_TouchesEdge === 1,
  }));
}

function numberIn(record: Readonly<Record<string, Cell>>, column: string): number {
  const value = record[column];
  if (typeof value === "number") return value;
  throw fail(
    "INPUT_INVALID",
    `Cannot determine owners: expected a number in column '${column}', got '${String(value)}'`,
  );
}

function ownershipTable(
  tables: readonly Table[],
  sites: readonly number[],
  rows: readonly Ownership[],
  places: TilePlaces,
): Table {
  const features = (tables[0]?.columns ?? []).filter(
    (name) => name !== "ObjectNumber" && name !== "Metadata_TouchesEdge",
  );
  const identity = ["Metadata_Site", "Metadata_SourceSite", "Metadata_Duplicate", "Metadata_TouchesEdge"];
  const columns = [
    "ObjectNumber",
    ...identity,
    "SourceObjectNumber",
    "Location_Center_X",
    "Location_Center_Y",
    ...features,
  ];
  const records = tables.map(recordsOf);
  return {
    columns,
    rows: rows.map(({ tile, index, number, duplicate, x, y }) => {
      const record = records[tile]?.[index] ?? {};
      const site = sites[tile] ?? 1;
      const edge = touchesOuterEdge(record, site, places) ? 1 : 0;
      const own = [number, 0, site, duplicate ? 1 : 0, edge, record.ObjectNumber ?? null, x, y];
      return [...own, ...features.map((feature) => record[feature] ?? null)];
    }),
  };
}
