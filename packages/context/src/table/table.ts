import { fail } from "../errors.ts";

/** One value of a table; a missing one is null, never the text NaN. */
export type Cell = number | string | boolean | null;

/** A rectangular table, rows in order: plain JSON, so that it may cross threads and files. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Checks that `table` is rectangular and its columns are named once each. @throws `TABLE_INVALID` */
export function checkTable(table: Table): Table {
  const { columns, rows } = table;
  const known = new Set<string>();
  const twice = columns.find((column) => known.size === known.add(column).size);
  if (twice !== undefined)
    throw fail("TABLE_INVALID", `Cannot use table: column '${twice.slice(0, 100)}' appears twice`);
  const bad = rows.findIndex((row) => row.length !== columns.length);
  if (bad >= 0)
    throw fail(
      "TABLE_INVALID",
      `Cannot use table: expected ${columns.length} values in row ${bad}, got ${rows[bad]?.length}`,
    );
  return table;
}

/** The table of `records`, columns in order of first appearance; absent and not finite values become null. */
export function tableFromRecords(records: readonly Readonly<Record<string, Cell | undefined>>[]): Table {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const rows = records.map((record) => columns.map((column) => finite(record[column])));
  return { columns, rows };
}

/** The rows of `table` as records. */
export function recordsOf(table: Table): Record<string, Cell>[] {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, i) => [column, row[i] ?? null])));
}

function finite(cell: Cell | undefined): Cell {
  return cell === undefined || (typeof cell === "number" && !Number.isFinite(cell)) ? null : cell;
}
