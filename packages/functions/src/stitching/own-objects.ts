import { type Cell, recordsOf, type Table, Type } from "@ohcs/context";
import { type Ownership, ownObjects as owned, type TileObject } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { fail } from "../errors.ts";
import { jsonInput, tableInput } from "../stack/planes.ts";
import { shapeColumn } from "./shape-column.ts";
import { placesOfSites, type TilePlaces, tilePlacesOf } from "./tile-places.ts";
import { touchesOuterEdge } from "./touches-outer-edge.ts";

/** Columns that are made here; mosaics have `PLACE`, too. */
const IDENTITY = ["Metadata_Site", "Metadata_SourceSite", "Metadata_Duplicate", "Metadata_TouchesEdge"];
const PLACE = ["SourceObjectNumber", "Location_Center_X", "Location_Center_Y"];

const OwnParameters = parameters({
  numbers: Type.Union([Type.Literal("mosaic"), Type.Literal("site")], {
    default: "mosaic",
    description: "ObjectNumber: the label in the mosaic of the well, or in the labels of the object's own site",
  }),
});

/**
 * The objects of all sites of a well in one table, each counted once: by the site whose centre is nearest to its
 * centroid. Rows keep their order (site, label); those counted elsewhere have `Metadata_Duplicate` 1. With
 * `numbers: "mosaic"` rows are of the well (`Metadata_Site` 0, `Metadata_SourceSite`), duplicates have no `ObjectNumber`, and
 * `Location_Center_X`/`_Y` are px of the mosaic; all other features are those of the source site.
 * `Metadata_TouchesEdge` means that no site shows the whole object.
 */
export const ownObjects = define({
  name: "ownObjects",
  version: "1.1.0",
  summary: "Counts each object of overlapping sites once",
  params: OwnParameters,
  contract: "volumeToSlice",
  over: ["site"],
  inputs: {
    objects: {
      kind: "table",
      description: "One table per site, with AreaShape features, of single cells those of Cells",
    },
    positions: { kind: "json", description: "Made by tilePositions" },
  },
  outputs: {
    nuclei: {
      kind: "table",
      counts: true,
      columns: ["ObjectNumber", ...IDENTITY, ...PLACE],
      description: "All objects, duplicates marked",
    },
  },
  exact: true,
  run(inputs, { numbers }) {
    const { tables, keys } = tableInput(inputs, "objects");
    const places = tilePlacesOf(jsonInput(inputs, "positions"));
    const sites = keys.map(({ site }) => site ?? 1);
    const positions = placesOfSites(places, sites);
    const size = { width: places.tileWidth, height: places.tileHeight };
    const rows = owned(tables.map(tileObjects), positions, size);
    const table = numbers === "site" ? siteTable : mosaicTable;
    return { outputs: { nuclei: table(ownedObjects(tables, sites, rows, places), featuresOf(tables)) } };
  },
});

function tileObjects(table: Table): readonly TileObject[] {
  return recordsOf(table).map((record) => ({
    label: numberIn(record, "ObjectNumber"),
    x: numberIn(record, shapeColumn(record, "Center_X")),
    y: numberIn(record, shapeColumn(record, "Center_Y")),
    area: numberIn(record, shapeColumn(record, "Area")),
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

/** An object as its site shows it, and who counts it. */
interface OwnedObject {
  readonly record: Readonly<Record<string, Cell>>;
  readonly site: number;
  readonly touchesEdge: boolean;
  readonly owner: Ownership;
}

function ownedObjects(
  tables: readonly Table[],
  sites: readonly number[],
  rows: readonly Ownership[],
  places: TilePlaces,
): readonly OwnedObject[] {
  const records = tables.map(recordsOf);
  return rows.map((owner) => {
    const record = records[owner.tile]?.[owner.index] ?? {};
    const site = sites[owner.tile] ?? 1;
    return { record, site, touchesEdge: touchesOuterEdge(record, site, places), owner };
  });
}

/** Columns that stay as they are. */
function featuresOf([first]: readonly Table[]): readonly string[] {
  return (first?.columns ?? []).filter((name) => name !== "ObjectNumber" && name !== "Metadata_TouchesEdge");
}

function siteTable(objects: readonly OwnedObject[], features: readonly string[]): Table {
  return {
    columns: ["Metadata_Site", "ObjectNumber", "Metadata_Duplicate", "Metadata_TouchesEdge", ...features],
    rows: objects.map(({ record, site, touchesEdge, owner }) => {
      const own = [site, record.ObjectNumber ?? null, owner.duplicate ? 1 : 0, touchesEdge ? 1 : 0];
      return [...own, ...features.map((feature) => record[feature] ?? null)];
    }),
  };
}

function mosaicTable(objects: readonly OwnedObject[], features: readonly string[]): Table {
  return {
    columns: ["ObjectNumber", ...IDENTITY, ...PLACE, ...features],
    rows: objects.map(({ record, site, touchesEdge, owner: { number, duplicate, x, y } }) => {
      const own = [number, 0, site, duplicate ? 1 : 0, touchesEdge ? 1 : 0, record.ObjectNumber ?? null, x, y];
      return [...own, ...features.map((feature) => record[feature] ?? null)];
    }),
  };
}
