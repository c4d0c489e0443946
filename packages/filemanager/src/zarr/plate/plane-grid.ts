import { fail } from "../../errors.ts";
import { objectOf } from "../metadata.ts";
import { checkLimit } from "../zarr-limits.ts";

/** The coordinates along the axes of a field's image; null where the component was reduced and is no part of names. */
export interface PlaneGrid {
  readonly site: number | null;
  readonly channels: readonly string[] | null;
  readonly zIndexes: readonly number[] | null;
  readonly timepoints: readonly number[] | null;
}

/**
 * Coordinates of the planes of an image written by this package, under `ohcs` of its attributes.
 * @throws `ZARR_METADATA_INVALID` for an invalid grid, `ZARR_TOO_LARGE`
 */
export function statedGrid(stated: unknown, path: string): PlaneGrid {
  const { site = null, channels = null, zIndexes = null, timepoints = null } = objectOf(stated);
  if (!isNullOr(isIndex, site) || !isNullOr(isListOf(isName), channels)) throw invalid(path);
  if (!isNullOr(isListOf(isIndex), zIndexes) || !isNullOr(isListOf(isIndex), timepoints)) throw invalid(path);
  const grid = { site, channels, zIndexes, timepoints };
  checkLimit("planes", planesIn(grid), path);
  return grid;
}

/** How many planes a field has. */
export function planesIn({ channels, zIndexes, timepoints }: PlaneGrid): number {
  return [channels, zIndexes, timepoints].reduce((product, axis) => product * (axis?.length ?? 1), 1);
}

function isNullOr<Value>(is: (value: unknown) => value is Value, value: unknown): value is Value | null {
  return value === null || is(value);
}

function isListOf<Item>(is: (value: unknown) => value is Item) {
  return (value: unknown): value is readonly Item[] => Array.isArray(value) && value.length > 0 && value.every(is);
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function invalid(path: string): Error {
  const expected = "'ohcs' must name site, channels, z and timepoints";
  return fail("ZARR_METADATA_INVALID", `Cannot read '${path}': ${expected}`, { details: { path } });
}
