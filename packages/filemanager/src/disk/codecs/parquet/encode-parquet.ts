import { type Cell, checkTable, type Table } from "@ohcs/context";
import type { ColumnSource } from "hyparquet-writer";

/** The `created_by` field: no version and no date, so that equal tables are equal files. */
const CREATED_BY = "ohcs";

/**
 * The bytes of a Parquet file: whole numbers are INT64, other numbers DOUBLE, texts UTF-8, booleans BOOLEAN, Snappy.
 * Missing and non-finite values are null; a column with cells of several types is texts, as in CSV, and an empty one
 * DOUBLE.
 * @throws `TABLE_INVALID`
 */
export async function encodeParquet(table: Table): Promise<Uint8Array> {
  const { columns, rows } = checkTable(table);
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columnData = columns.map((name, column) => ({
    name,
    nullable: true,
    ...typed(rows.map((row) => row[column])),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: CREATED_BY }));
}

type TypedCells = Pick<ColumnSource, "type" | "data">;

function typed(cells: readonly (Cell | undefined)[]): TypedCells {
  const values = cells.map((cell) => (cell === undefined || isHole(cell) ? null : cell));
  const present = values.filter((value) => value !== null);
  if (present.every((value) => typeof value === "number")) return numbers(values, present);
  if (present.every((value) => typeof value === "boolean")) return { type: "BOOLEAN", data: values };
  return { type: "STRING", data: values.map((value) => (value === null ? null : String(value))) };
}

function numbers(values: Cell[], present: readonly Cell[]): TypedCells {
  const areWhole = present.length > 0 && present.every((value) => Number.isSafeInteger(value) && !Object.is(value, -0));
  if (!areWhole) return { type: "DOUBLE", data: values };
  return { type: "INT64", data: values.map((value) => (value === null ? null : BigInt(value))) };
}

function isHole(cell: Cell): boolean {
  return typeof cell === "number" && !Number.isFinite(cell);
}
