import type { Cell, Table } from "@ohcs/context";

/**
 * One well's rows about images in one record: counts are added, quality flags (`QC_…`) count where they are set, other
 * numbers are averaged; a single row is taken as it is.
 */
export function summarizeImages(table: Table): Record<string, Cell> {
  const record: Record<string, Cell> = {};
  for (const [i, column] of table.columns.entries()) {
    if (column.startsWith("Metadata_")) continue;
    const cells = table.rows.map((row) => row[i] ?? null);
    record[column] = cells.length === 1 ? (cells[0] ?? null) : together(column, cells);
  }
  return record;
}

function together(column: string, cells: readonly Cell[]): Cell {
  const numbers = cells
    .map((cell) => (typeof cell === "boolean" ? Number(cell) : cell))
    .filter((cell) => typeof cell === "number");
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((total, value) => total + value, 0);
  return /^(Count|QC)_/.test(column) ? sum : sum / numbers.length;
}
