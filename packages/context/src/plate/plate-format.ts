import { parseWellId } from "./well-id.ts";

/** Rows and columns of a plate. */
export interface PlateFormat {
  readonly wells: number;
  readonly rows: number;
  readonly columns: number;
}

/** The formats that are sold, smallest first. */
export const PLATE_FORMATS: readonly PlateFormat[] = [
  { wells: 6, rows: 2, columns: 3 },
  { wells: 12, rows: 3, columns: 4 },
  { wells: 24, rows: 4, columns: 6 },
  { wells: 48, rows: 6, columns: 8 },
  { wells: 96, rows: 8, columns: 12 },
  { wells: 384, rows: 16, columns: 24 },
  { wells: 1536, rows: 32, columns: 48 },
];

/** The smallest format that holds a well at this zero-based row and column, or null where none does. */
export function plateFormatHolding(row: number, column: number): PlateFormat | null {
  return PLATE_FORMATS.find((format) => row < format.rows && column < format.columns) ?? null;
}

/**
 * Rows and columns of the plate that wells belong to: as it states them, unless a well lies beyond; else of the smallest format that is sold and
 * holds all wells, or, beyond those, as many as they need.
 */
export function plateShape(
  wells: Iterable<string>,
  stated: Pick<PlateFormat, "rows" | "columns"> | null | undefined,
): Pick<PlateFormat, "rows" | "columns"> {
  let [row, column] = [0, 0];
  for (const well of wells) {
    const place = parseWellId(well);
    row = Math.max(row, place.row);
    column = Math.max(column, place.column);
  }
  if (stated != null && row < stated.rows && column < stated.columns)
    return { rows: stated.rows, columns: stated.columns };
  const { rows, columns } = plateFormatHolding(row, column) ?? { rows: row + 1, columns: column + 1 };
  return { rows, columns };
}
