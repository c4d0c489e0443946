import Papa from "papaparse";
import { decodeText } from "../text/decode-text.ts";

/** A row of a CSV file: cells by the names of columns. */
export type TableRow = Readonly<Record<string, string>>;

/**
 * The rows of a CSV file with a header, commas or tabs between its cells; names of columns and cells without surrounding
 * blanks. Null where it cannot be read: quotes that do not close, or a column named twice.
 */
export function readTable(
  bytes: Uint8Array,
): { readonly columns: readonly string[]; readonly rows: readonly TableRow[] } | null {
  const { data, errors } = Papa.parse<string[]>(decodeText(bytes), { skipEmptyLines: "greedy" });
  const [columns = [], ...lines] = data.map((line) => line.map((cell) => cell.trim()));
  if (errors.some(({ type }) => type === "Quotes") || new Set(columns).size < columns.length) return null;
  const rows = lines.map((line) => {
    const row: Record<string, string> = Object.create(null);
    for (const [i, column] of columns.entries()) row[column] = line[i] ?? "";
    return row;
  });
  return { columns, rows };
}
