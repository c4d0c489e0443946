import { formatWellId, PLATE_FORMATS, type PlateFormat, parseWellId } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { PlateWell } from "../model/plate.ts";

/** The names of all rows and columns of a physical plate, imaged or not. */
export interface PlateLayout {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

/**
 * The layout of a plate of 6, 12, 24, 48, 96, 384 or 1536 wells, or of so many rows and columns: rows `A` … `AF`, columns `1` … `48`, or with
 * `columnDigits: 2` `01` … `48`.
 * @throws `NGFF_LAYOUT_UNKNOWN`
 */
export function plateLayout(
  plate: number | Pick<PlateFormat, "rows" | "columns">,
  { columnDigits = 1 }: { readonly columnDigits?: 1 | 2 } = {},
): PlateLayout {
  const format = typeof plate === "number" ? PLATE_FORMATS.find(({ wells }) => wells === plate) : plate;
  if (format === undefined)
    throw fail(
      "NGFF_LAYOUT_UNKNOWN",
      `Cannot lay out a plate: expected one of ${PLATE_FORMATS.map((known) => known.wells).join(", ")} wells, got '${plate}'`,
    );
  return {
    rows: Array.from({ length: format.rows }, (_, row) => formatWellId(row, 0).replace(/\d+$/, "")),
    columns: Array.from({ length: format.columns }, (_, column) => String(column + 1).padStart(columnDigits, "0")),
  };
}

/**
 * The location of a well in a layout: `B07`, `b7`, `R02C07` → `{ path: "B/7", rowIndex: 1, columnIndex: 6 }`.
 * @throws `WELL_ID_INVALID`, `NGFF_WELL_OUTSIDE_LAYOUT`
 */
export function locateWell(layout: PlateLayout, wellId: string): PlateWell {
  const { row, column } = parseWellId(wellId);
  const [rowName, columnName] = [layout.rows[row], layout.columns[column]];
  if (rowName === undefined || columnName === undefined) {
    const size = `${layout.rows.length} × ${layout.columns.length}`;
    throw fail("NGFF_WELL_OUTSIDE_LAYOUT", `Cannot locate a well: expected one of a ${size} plate, got '${wellId}'`);
  }
  return { path: `${rowName}/${columnName}`, rowIndex: row, columnIndex: column };
}
