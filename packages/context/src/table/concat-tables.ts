import type { Cell, Table } from "./table.ts";

/** One below the other; columns in order of first appearance, what a table lacks is null. */
export function concatTables(tables: readonly Table[]): Table {
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const rows = tables.flatMap((table) => reordered(table, columns));
  return { columns, rows };
}

function reordered(table: Table, columns: readonly string[]): readonly (readonly Cell[])[] {
  const places = columns.map((column) => table.columns.indexOf(column));
  return table.rows.map((row) => places.map((place) => row[place] ?? null));
}
