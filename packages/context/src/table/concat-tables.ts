import type { Cell, Table } from "./table.ts";

/** One below the other, rows as they are where all have the same columns; columns in order of first appearance, what a table lacks is null. */
export function concatTables(tables: readonly Table[]): Table {
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const rows = tables.flatMap((table) => reordered(table, columns));
  return { columns, rows };
}

function reordered(table: Table, columns: readonly string[]): readonly (readonly Cell[])[] {
  if (table.columns.length === columns.length && columns.every((column, place) => column === table.columns[place]))
    return table.rows;
  const placeOf = new Map(table.columns.map((column, place) => [column, place]));
  const places = columns.map((column) => placeOf.get(column) ?? -1);
  return table.rows.map((row) => places.map((place) => row[place] ?? null));
}
