import { type Cell, checkTable, isOhcsError, type Table } from "@ohcs/context";
import Papa from "papaparse";
import { fail } from "../errors.ts";

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Characters that start a formula in spreadsheets (the OWASP list), also behind apostrophes. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** A sign followed by nothing but a number does not start a formula. */
const PLAIN_NUMBER = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)?$/;
const GUARD = "'";
/** Texts that need quotes, or that some readers would trim. */
const QUOTED = /[",\r\n\uFEFF]|^ | $/;

/**
 * A table as CSV (RFC 4180, but lines end in `\n`): numbers in the shortest text that reads back as the same number,
 * missing and non-finite values as empty cells. Texts that a spreadsheet would treat as formulas are prefixed with an
 * apostrophe, which {@link parseCsv} removes.
 * @throws `TABLE_INVALID`
 */
export function formatCsv(table: Table): string {
  const { columns, rows } = checkTable(table);
  return [columns, ...rows].map((cells) => `${cells.map(fieldOf).join(",")}\n`).join("");
}

/**
 * The table of a CSV text, separated by commas, else tabs, else semicolons; lines may end in any way. A column is
 * numeric or boolean if all its cells are, else text, so that `007` in a column of names is preserved, and so is a
 * number that would lose digits or magnitude: whole ones beyond 2⁵³, `1e400`. An empty cell is null.
 * @throws `TABLE_UNREADABLE`
 */
export function parseCsv(text: string, path: string): Table {
  return tableOf(recordsIn(text, path), path);
}

/** The same, with the line of the text at which each row begins, from 1. @throws `TABLE_UNREADABLE` */
export function parseCsvWithLines(
  text: string,
  path: string,
): { readonly table: Table; readonly lines: readonly number[] } {
  const records = recordsIn(text, path);
  return { table: tableOf(records, path), lines: linesOfRows(records) };
}

function recordsIn(text: string, path: string): readonly (readonly string[])[] {
  const delimiter = delimiterOf(text);
  const body = withNewlines(text.replace(/^\uFEFF/, ""), delimiter);
  if (body.trim() === "") return [];
  const { data, errors } = body.includes('"')
    ? Papa.parse<string[]>(body, { delimiter, newline: "\n" })
    : { data: body.split("\n").map((line) => line.split(delimiter)), errors: [] };
  const quotes = errors.find((error) => error.type === "Quotes");
  if (quotes !== undefined) throw unreadable(path, `closed quotes, got row ${quotes.row}: ${quotes.message}`);
  return body.endsWith("\n") ? data.slice(0, -1) : data;
}

function tableOf([columns = [], ...lines]: readonly (readonly string[])[], path: string): Table {
  const rows = lines.filter((line) => isRow(line, columns));
  try {
    const table = checkTable({ columns: columns.map(unguarded), rows });
    return { ...table, rows: typedRows(columns.length, rows) };
  } catch (cause) {
    if (!isOhcsError(cause, "TABLE_INVALID")) throw cause;
    throw unreadable(path, cause.message.replace("Cannot use table: expected ", ""), cause);
  }
}

/** An empty line is a row only of a table with one column. */
function isRow(line: readonly string[], columns: readonly string[]): boolean {
  return columns.length === 1 || line.length !== 1 || line[0] !== "";
}

/** Quoted cells may hold line ends. */
function linesOfRows([columns = [], ...records]: readonly (readonly string[])[]): readonly number[] {
  let line = 1 + linesIn(columns);
  return records.flatMap((record) => {
    const own = line;
    line += linesIn(record);
    return isRow(record, columns) ? [own] : [];
  });
}

function linesIn(record: readonly string[]): number {
  return record.reduce((lines, cell) => (cell.includes("\n") ? lines + cell.split("\n").length - 1 : lines), 1);
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  return [",", "\t", ";"].find((delimiter) => header.includes(delimiter)) ?? ",";
}

/**
 * Normalizes each line ending outside quotes to a newline; a quote opens only at the start of a field, and inside two
 * stand for one.
 */
function withNewlines(text: string, delimiter: string): string {
  if (!text.includes("\r")) return text;
  let isQuoted = false;
  let mayOpen = true;
  const parts = text.split('"').map((part, i) => {
    const wasQuoted = isQuoted;
    if (i > 0) isQuoted = !isQuoted && mayOpen;
    if (isQuoted) return part;
    mayOpen = part === "" ? wasQuoted || i === 0 : [delimiter, "\n", "\r"].includes(part.at(-1) ?? "");
    return part.replace(/\r\n?/g, "\n");
  });
  return parts.join('"');
}

function fieldOf(cell: Cell): string {
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const text = guarded(cell);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function guarded(text: string): string {
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? GUARD + text : text;
}

function unguarded(text: string): string {
  return text.startsWith(GUARD) && FORMULA.test(text) ? text.slice(GUARD.length) : text;
}

/** The type of a column is that of all its cells. */
function typedRows(width: number, rows: readonly (readonly string[])[]): Cell[][] {
  const columns = Array.from({ length: width }, (_, column) => typedColumn(rows.map((row) => row[column] ?? "")));
  return rows.map((_, i) => columns.map((cells) => cells[i] ?? null));
}

function typedColumn(texts: readonly string[]): readonly Cell[] {
  const typed = cellsOf(texts, numberOf) ?? cellsOf(texts, booleanOf);
  return typed ?? texts.map((text) => (text === "" ? null : unguarded(text)));
}

/** The cells of a column whose texts are all of one type, or empty; else null. */
function cellsOf(texts: readonly string[], read: (text: string) => Cell): readonly Cell[] | null {
  const cells: Cell[] = [];
  for (const text of texts) {
    const cell = text === "" ? null : read(text);
    if (cell === null && text !== "") return null;
    cells.push(cell);
  }
  return cells;
}

function booleanOf(text: string): boolean | null {
  return text === "true" || (text === "false" ? false : null);
}

/** A number that keeps its magnitude, and all its digits if it is written as plain digits; else null. */
function numberOf(text: string): number | null {
  if (!NUMBER.test(text)) return null;
  const value = Number(text);
  if (!Number.isFinite(value) || (value === 0 && /^[^eE]*[1-9]/.test(text))) return null;
  const isExact = !Number.isInteger(value) || Number.isSafeInteger(value) || !/^-?\d+$/.test(text);
  return isExact || String(value) === text ? value : null;
}

function unreadable(path: string, expected: string, cause?: unknown): Error {
  return fail("TABLE_UNREADABLE", `Cannot read '${path}': expected ${expected}`, { cause, details: { path } });
}
