import { type Cell, checkTable, concatTables, type Table } from "@ohcs/context";

/** The `created_by` field: no version and no date, so that equal tables are equal files. */
const CREATED_BY = "ohcs";

/** Cells of a row group, all of which are in memory at once, and the fewest rows that it has. */
const CELLS = 500_000;
const FEWEST_ROWS = 1000;

type ColumnType = "INT64" | "DOUBLE" | "BOOLEAN" | "STRING";

/**
 * The bytes of a Parquet file of these tables, one below the other: whole numbers are INT64, other numbers DOUBLE, texts UTF-8, booleans BOOLEAN,
 * Snappy. Missing and non-finite values are null; a column with cells of several types is texts, as in CSV, and an empty one DOUBLE. The tables are
 * asked for twice, for the types of columns are known only from all of them; rows are held as many as a row group has.
 * @throws `TABLE_INVALID`
 */
export async function* encodeParquet(tables: () => Iterable<Table> | AsyncIterable<Table>): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import("hyparquet-writer");
  const columns = [...(await typesIn(tables()))].map(([name, type]) => ({
    name,
    nullable: true,
    type: type ?? "DOUBLE",
  }));
  const schema = schemaFromColumnData({ columnData: columns.map((column) => ({ ...column, data: [] })) });
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema, createdBy: CREATED_BY });
  for await (const rows of groupsOf(
    tables(),
    columns.map(({ name }) => name),
  )) {
    const columnData = columns.map(({ name, type }, i) => ({ name, data: rows.map((row) => stored(row[i], type)) }));
    await file.write({ columnData, rowGroupSize: rows.length });
    yield new Uint8Array(writer.getBuffer());
    writer.index = 0;
  }
  await file.finish();
  yield new Uint8Array(writer.getBuffer());
}

/** The columns in order of first appearance, with the type of all cells; null where there are none. */
async function typesIn(tables: Iterable<Table> | AsyncIterable<Table>) {
  const types = new Map<string, ColumnType | null>();
  for await (const table of tables) {
    const { columns, rows } = checkTable(table);
    for (const [i, name] of columns.entries()) {
      let type = types.get(name) ?? null;
      for (const row of rows) type = isHole(row[i]) ? type : typeOfBoth(type, typeOf(row[i] ?? null));
      types.set(name, type);
    }
  }
  return types;
}

function typeOf(cell: Cell): ColumnType {
  if (typeof cell !== "number") return typeof cell === "boolean" ? "BOOLEAN" : "STRING";
  return Number.isSafeInteger(cell) && !Object.is(cell, -0) ? "INT64" : "DOUBLE";
}

function typeOfBoth(one: ColumnType | null, other: ColumnType): ColumnType {
  if (one === null || one === other) return other;
  const areNumbers = [one, other].every((type) => type === "INT64" || type === "DOUBLE");
  return areNumbers ? "DOUBLE" : "STRING";
}

/** The rows under all columns, in groups that are full but for the last. */
async function* groupsOf(tables: Iterable<Table> | AsyncIterable<Table>, columns: readonly string[]) {
  const most = Math.max(FEWEST_ROWS, Math.floor(CELLS / Math.max(1, columns.length)));
  let group: Table["rows"][number][] = [];
  for await (const table of tables)
    for (const row of concatTables([{ columns, rows: [] }, table]).rows) {
      group.push(row);
      if (group.length < most) continue;
      yield group;
      group = [];
    }
  if (group.length > 0) yield group;
}

function stored(cell: Cell | undefined, type: ColumnType): Cell | bigint {
  if (cell === undefined || isHole(cell)) return null;
  if (type === "INT64") return BigInt(cell as number);
  return type === "STRING" ? String(cell) : cell;
}

function isHole(cell: Cell | undefined): boolean {
  return cell == null || (typeof cell === "number" && !Number.isFinite(cell));
}
