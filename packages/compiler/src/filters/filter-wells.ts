import { isOhcsError, parseWellId, type WellPlace } from "@ohcs/context";
import { applyFilter, type FilterOutcome } from "./filter-outcome.ts";

/** Wells by exact name (`B02`, `b2`), by rectangle as in a spreadsheet (`B02:C05`), or all but some (`!B02`). */
export function filterWells(wells: readonly string[], filter: readonly string[]): FilterOutcome<string> {
  return applyFilter(wells, filter, (part) => wellsNamed(wells, part));
}

function wellsNamed(wells: readonly string[], part: string): ReadonlySet<string> {
  const corners = part.split(":").map((text) => placeOf(text.trim()));
  const [from, to = from] = corners;
  if (corners.length > 2 || from === undefined || from === null || to === undefined || to === null) return new Set();
  return new Set(wells.filter((well) => isInside(parseWellId(well), from, to)));
}

function isInside(place: WellPlace, a: WellPlace, b: WellPlace): boolean {
  return isBetween(place.row, a.row, b.row) && isBetween(place.column, a.column, b.column);
}

function isBetween(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b);
}

function placeOf(text: string): WellPlace | null {
  try {
    return parseWellId(text);
  } catch (error) {
    if (isOhcsError(error, "WELL_ID_INVALID")) return null;
    throw error;
  }
}
