import type { Json, JsonInput } from "@ohcs/context";
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { fail } from "../errors.ts";
import type { Point } from "../kernels/plane.ts";

/** The schema of the JSON value `positions`: what `tilePositions` emits and the other stitching functions read. */
export const TilePlacesSchema = Type.Object({
  /** Upper left corner of each tile, px, x right, y down; the smallest x and y are 0. */
  tiles: Type.Array(Type.Object({ site: Type.Number(), x: Type.Number(), y: Type.Number() }), { minItems: 1 }),
  tileWidth: Type.Integer({ minimum: 1 }),
  tileHeight: Type.Integer({ minimum: 1 }),
});

export type TilePlaces = Static<typeof TilePlacesSchema>;

/** The places that the JSON input holds. @throws `INPUT_INVALID` unless it is one value of the schema */
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
    if (place === undefined)
      throw fail("INPUT_INVALID", `Cannot stitch: expected a position of site '${site}', got none`);
    return place;
  });
}

function isTilePlaces(value: Json): value is TilePlaces {
  return Value.Check(TilePlacesSchema, value);
}
