import type { Json, JsonInput } from "@ohcs/context";
import type { Point } from "@ohcs/kernels";
import { fail } from "../errors.ts";

/** The JSON value `positions`: emitted by `tilePositions` and read by the other stitching functions. */
export interface TilePlaces {
  /** Upper left corner of each tile, px, x right, y down; the smallest x and y are 0. At least one. */
  readonly tiles: readonly (Point & { readonly site: number })[];
  readonly tileWidth: number;
  readonly tileHeight: number;
}

/** The positions in the JSON input. @throws `INPUT_INVALID` unless it is one value of the schema */
export function tilePlacesOf({ values }: JsonInput): TilePlaces {
  const [value, ...others] = values;
  if (value !== undefined && others.length === 0 && isTilePlaces(value)) return value;
  throw fail(
    "INPUT_INVALID",
    `Cannot read positions: expected one value made by 'tilePositions', got ${values.length}`,
  );
}

/** The place of each of `sites`, in their order. @throws `INPUT_INVALID` for a site without place */
export function placesOfSites({ tiles }: TilePlaces, sites: readonly (number | undefined)[]): readonly Point[] {
  const places = new Map(tiles.map(({ site, x, y }) => [site, { x, y }]));
  return sites.map((site) => {
    const place = places.get(site ?? Number.NaN);
    if (place === undefined) throw fail("INPUT_INVALID", `Cannot stitch: site '${site}' has no position`);
    return place;
  });
}

// Checked by hand: for a schema validator every worker would load some fifty files.
function isTilePlaces(value: Json): value is Json & TilePlaces {
  const { tiles, tileWidth, tileHeight } = partsOf(value);
  return (
    isTileSize(tileWidth) && isTileSize(tileHeight) && Array.isArray(tiles) && tiles.length > 0 && tiles.every(isPlace)
  );
}

function isPlace(tile: Json): boolean {
  const { site, x, y } = partsOf(tile);
  return [site, x, y].every(Number.isFinite);
}

function isTileSize(value: Json | undefined): boolean {
  return Number.isInteger(value) && Number(value) >= 1;
}

function partsOf(value: Json): { readonly [key: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as { [key: string]: Json }) : {};
}
