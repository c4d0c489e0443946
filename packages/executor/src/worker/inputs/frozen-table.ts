import type { Table } from "@ohcs/context";

/** The table itself, which cannot be changed any more: several functions are given it. */
export function frozenTable(table: Table): Table {
  for (const row of table.rows) Object.freeze(row);
  for (const part of [table.rows, table.columns]) Object.freeze(part);
  return Object.freeze(table);
}
