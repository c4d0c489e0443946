import { isOhcsError, type Json } from "@ohcs/context";
import { expect, test } from "vitest";
import { tilePlacesOf } from "./tile-places.ts";

const TILE = { site: 1, x: 0, y: 2.5 };
const PLACES = { tiles: [TILE], tileWidth: 4, tileHeight: 1, edges: [] };
const read = (...values: readonly Json[]) => tilePlacesOf({ kind: "json", values, keys: values.map(() => ({})) });

test("tilePlacesOf() reads what tilePositions() emits, whatever else it says", () => {
  expect(read(PLACES)).toBe(PLACES);
});

test.each<readonly [string, readonly Json[]]>([
  ["no value", []],
  ["two values", [PLACES, PLACES]],
  ["null", [null]],
  ["a list", [[PLACES]]],
  ["no tiles", [{ ...PLACES, tiles: [] }]],
  ["tiles that are no list", [{ ...PLACES, tiles: TILE }]],
  ["a tile that is none", [{ ...PLACES, tiles: [TILE, null] }]],
  ["a tile without a site", [{ ...PLACES, tiles: [{ x: 0, y: 0 }] }]],
  ["a place that is a text", [{ ...PLACES, tiles: [{ ...TILE, x: "0" }] }]],
  ["a width of 0", [{ ...PLACES, tileWidth: 0 }]],
  ["a height that is no integer", [{ ...PLACES, tileHeight: 1.5 }]],
])("tilePlacesOf() refuses %s", async (_, values) => {
  await expect(async () => read(...values)).rejects.toSatisfy((error) => isOhcsError(error, "INPUT_INVALID"));
});
