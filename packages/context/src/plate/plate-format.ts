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
