import { concatTables } from "@ohcs/context";
import { fail } from "../errors.ts";
import { formatCsv, parseCsv, parseCsvTexts } from "../table/csv.ts";

/** A table to join: `columns` was read before its bytes are. */
export interface CsvToJoin {
  readonly path: string;
  readonly columns: readonly string[];
  readonly read: () => Promise<Uint8Array>;
}

/**
 * The bytes of one table of these, one below the other, read one after the other. Rows under the same header are taken as they stand, the cells of
 * others as their texts.
 * @throws `TABLE_UNREADABLE` where a table has other columns by now
 */
export async function* joinedCsv(tables: readonly CsvToJoin[]): AsyncGenerator<Uint8Array> {
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const header = Buffer.from(formatCsv({ columns, rows: [] }));
  yield header;
  for (const { path, read } of tables) {
    const bytes = await read();
    const isAlike = header.equals(bytes.subarray(0, header.length));
    yield isAlike ? bytes.subarray(header.length) : placedRows(Buffer.from(bytes).toString(), path, columns, header);
  }
}

function placedRows(text: string, path: string, columns: readonly string[], header: Uint8Array): Uint8Array {
  const table = concatTables([{ columns, rows: [] }, parseCsvTexts(text, path)]);
  if (table.columns.length === columns.length) return Buffer.from(formatCsv(table)).subarray(header.length);
  throw fail("TABLE_UNREADABLE", `Cannot join '${path}': expected the columns that it had, got others`, {
    details: { path },
  });
}

/** The columns of the table whose text begins so; null where its header goes on after that. @throws `TABLE_UNREADABLE` */
export function columnsOfCsv(start: string, path: string): readonly string[] | null {
  for (let end = start.indexOf("\n"); end >= 0; end = start.indexOf("\n", end + 1)) {
    const header = start.slice(0, end);
    // A line may end within quotes.
    if (header.split('"').length % 2 === 1) return parseCsv(header, path).columns;
  }
  return null;
}
