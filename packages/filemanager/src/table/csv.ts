import { type Cell, checkTable, type Table } from "@ohcs/context";
import Papa from "papaparse";
import { fail } from "../errors.ts";

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * A table as CSV (RFC 4180, but lines end in `\n`): numbers in the shortest text that reads back as the same number,
 * what is missing or not finite as an empty cell.
 * @throws `TABLE_INVALID`
 */
export function formatCsv(table: Table): string {
  const { columns, rows } = checkTable(table);
  const fields = [columns, ...rows.map((row) => row.map(cellText))];
  return `${Papa.unparse(fields as string[][], { newline: "\n" })}\n`;
}

/**
 * The table of a CSV text, separated by commas, else tabs, else semicolons. A column is numbers or booleans where all
 * its cells are, else texts, so that `007` in a column of names stays what it is; an empty cell is null.
 * @throws `TABLE_UNREADABLE`
 */
export function parseCsv(text: string, path: string): Table {
  const body = text.replace(/^\uFEFF/, "");
  if (body.trim() === "") return { columns: [], rows: [] };
  const { data, errors } = Papa.parse<string[]>(body, { delimiter: delimiterOf(body) });
  const quotes = errors.find((error) => error.type === "Quotes");
  if (quotes !== undefined) throw unreadable(path, `closed quotes, got row ${quotes.row}: ${quotes.message}`);
  const [columns = [], ...lines] = body.endsWith("\n") ? data.slice(0, -1) : data;
  const rows = columns.length === 1 ? lines : lines.filter((line) => line.length !== 1 || line[0] !== "");
  try {
    return checkTable({ columns, rows: typedRows(columns, rows) });
  } catch (cause) {
    throw unreadable(path, "a rectangular table with unique column names, got another", cause);
  }
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  return [",", "\t", ";"].find((delimiter) => header.includes(delimiter)) ?? ",";
}

function cellText(cell: Cell): string {
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  return cell === null ? "" : String(cell);
}

function typedRows(columns: readonly string[], rows: readonly (readonly string[])[]): Cell[][] {
  const readers = columns.map((_, column) => readerOf(rows, column));
  return rows.map((row) => row.map((text, column) => (text === "" ? null : (readers[column] ?? String)(text))));
}

function readerOf(rows: readonly (readonly string[])[], column: number): (text: string) => Cell {
  const present = rows.map((row) => row[column] ?? "").filter((text) => text !== "");
  if (present.every((text) => NUMBER.test(text))) return Number;
  return present.every((text) => text === "true" || text === "false") ? (text) => text === "true" : String;
}

function unreadable(path: string, expected: string, cause?: unknown): Error {
  return fail("TABLE_UNREADABLE", `Cannot read '${path}': expected ${expected}`, { cause, details: { path } });
}
