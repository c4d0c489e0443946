import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { type Cell, checkTable, isOhcsError, type Table } from "@ohcs/context";
import { fail } from "../../../errors.ts";

/** Decompressors that hyparquet does not include; each stops at the length that the page declares. */
const COMPRESSORS = {
  GZIP: (bytes: Uint8Array, length: number) => gunzipSync(bytes, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (bytes: Uint8Array, length: number) => brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) }),
};

/**
 * The table of a Parquet file of flat columns; NaN and missing values are null, dates are texts. @throws
 * `TABLE_UNREADABLE`
 */
export async function readParquet(bytes: Uint8Array, path: string): Promise<Table> {
  try {
    return await read(bytes, path);
  } catch (cause) {
    if (isOhcsError(cause, "TABLE_UNREADABLE")) throw cause;
    throw unreadable(path, "a whole Parquet file", (cause as Error).message, cause);
  }
}

async function read(bytes: Uint8Array, path: string): Promise<Table> {
  const { parquetMetadata, parquetReadObjects } = await import("hyparquet");
  const file = Uint8Array.from(bytes).buffer;
  const metadata = parquetMetadata(file);
  const [root, ...elements] = metadata.schema;
  const columns = elements.map(({ name }) => name);
  const nested = elements.find(({ num_children = 0 }) => num_children > 0);
  if (nested !== undefined || root?.num_children !== columns.length)
    throw unreadable(path, "flat columns", `the nested column '${nested?.name}'`);
  const records = await parquetReadObjects({ file, metadata, compressors: COMPRESSORS });
  return checkTable({
    columns,
    rows: records.map((record) => columns.map((name) => cellOf(record[name], name, path))),
  });
}

function cellOf(value: unknown, column: string, path: string): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return value.toISOString();
  throw unreadable(path, "numbers, texts, booleans or dates", `something else in column '${column}'`);
}

function unreadable(path: string, expected: string, got: string, cause?: unknown): Error {
  return fail("TABLE_UNREADABLE", `Cannot read '${path}': expected ${expected}, got '${got}'`, {
    cause,
    details: { path },
  });
}
