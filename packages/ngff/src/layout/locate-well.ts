import { parseWellId } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { PlateWell } from "../model/plate.ts";
import type { PlateLayout } from "./plate-layout.ts";

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
