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
  return [...csvPieces(table)].join("");
}

/** The same in pieces: a large table as one text, and all its cells as texts, would take several times its memory. @throws `TABLE_INVALID` */
export function csvPieces(table: Table): Iterable<string> {
  return piecesOf(checkTable(table));
}

const ROWS_AT_ONCE = 64;

function* piecesOf({ columns, rows }: Table): Iterable<string> {
  yield lineOf(columns);
  for (let row = 0; row < rows.length; row += ROWS_AT_ONCE)
    yield rows
      .slice(row, row + ROWS_AT_ONCE)
      .map(lineOf)
      .join("");
}

/** Numbers in a row go to the platform at once, which writes them as JSON, that is as `String` does, in half of the time. */
function lineOf(cells: readonly Cell[]): string {
  const fields: string[] = [];
  for (let start = 0; start < cells.length; start++) {
    let end = start;
    while (Number.isFinite(cells[end])) end++;
    if (end - start < 2) fields.push(fieldOf(cells[start] ?? null));
    else {
      fields.push(JSON.stringify(cells.slice(start, end)).slice(1, -1));
      start = end - 1;
    }
  }
  return `${fields.join(",")}\n`;
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

/** The same, but all cells as the texts that stand there, so that `formatCsv` writes them again. @throws `TABLE_UNREADABLE` */
export function parseCsvTexts(text: string, path: string): Table {
  return tableOf(recordsIn(text, path), path, textOf);
}

/** The same, with the line of the text at which each row begins, from 1. @throws `TABLE_UNREADABLE` */
export function parseCsvWithLines(
  text: string,
  path: string,
): { readonly table: Table; readonly lines: readonly number[] } {
  const records = recordsIn(text, path);
  return { table: tableOf(records, path), lines: linesOfRows(records) };
}

/** The first is the header. Fields are made anew each time: as texts, all of them would take several times the memory of the table. */
interface Records {
  readonly count: number;
  readonly fieldsOf: (record: number) => readonly string[];
}

function recordsIn(text: string, path: string): Records {
  const delimiter = delimiterOf(text);
  const body = withNewlines(text.replace(/^\uFEFF/, ""), delimiter);
  if (body.trim() === "") return { count: 0, fieldsOf: () => [] };
  const count = (lines: number) => (body.endsWith("\n") ? lines - 1 : lines);
  if (!body.includes('"')) {
    const lines = body.split("\n");
    return { count: count(lines.length), fieldsOf: (record) => (lines[record] ?? "").split(delimiter) };
  }
  const { data, errors } = Papa.parse<string[]>(body, { delimiter, newline: "\n" });
  const quotes = errors.find((error) => error.type === "Quotes");
  if (quotes !== undefined) throw unreadable(path, `closed quotes, got row ${quotes.row}: ${quotes.message}`);
  return { count: count(data.length), fieldsOf: (record) => data[record] ?? [] };
}

function tableOf(records: Records, path: string, read: ReadCell = numberOf): Table {
  const columns = records.fieldsOf(0).map(unguarded);
  try {
    return checkTable({ columns, rows: typedRows(columns.length, records, read) });
  } catch (cause) {
    if (!isOhcsError(cause, "TABLE_INVALID")) throw cause;
    throw unreadable(path, cause.message.replace("Cannot use table: expected ", ""), cause);
  }
}

/** An empty line is a row only of a table with one column. */
function isRow(fields: readonly string[], width: number): boolean {
  return width === 1 || fields.length !== 1 || fields[0] !== "";
}

/** Quoted cells may hold line ends. */
function linesOfRows({ count, fieldsOf }: Records): readonly number[] {
  const header = fieldsOf(0);
  const lines: number[] = [];
  let line = 1 + linesIn(header);
  for (let record = 1; record < count; record++) {
    const fields = fieldsOf(record);
    if (isRow(fields, header.length)) lines.push(line);
    line += linesIn(fields);
  }
  return lines;
}

function linesIn(fields: readonly string[]): number {
  return fields.reduce((lines, field) => (field.includes("\n") ? lines + field.split("\n").length - 1 : lines), 1);
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

/** A reader of cells; null for a text that is none of its type. */
type ReadCell = (text: string) => Cell;

/** What the cells of a column have been so far, and whether there were any. */
interface ColumnType {
  read: ReadCell;
  isKnown: boolean;
  /** Were cells read as another type before? */
  isLate: boolean;
}

/** The type of a column is that of all its cells, `read` where it fits. */
function typedRows(width: number, records: Records, read: ReadCell): Cell[][] {
  const types = Array.from({ length: width }, (): ColumnType => ({ read, isKnown: false, isLate: false }));
  const rows = eachRow(width, records, (fields) => fields.map((text, column) => cellOf(text, types[column])));
  const late = [...types.keys()].filter((column) => types[column]?.isLate);
  if (late.length === 0) return rows;
  let place = 0;
  eachRow(width, records, (fields) => {
    const row = rows[place++] ?? [];
    for (const column of late) row[column] = textOf(fields[column] ?? "");
  });
  return rows;
}

function eachRow<Row>(width: number, { count, fieldsOf }: Records, visit: (fields: readonly string[]) => Row): Row[] {
  const rows: Row[] = [];
  for (let record = 1; record < count; record++) {
    const fields = fieldsOf(record);
    if (isRow(fields, width)) rows.push(visit(fields));
  }
  return rows;
}

function cellOf(text: string, type: ColumnType | undefined): Cell {
  if (text === "" || type === undefined) return null;
  const cell = type.read(text);
  if (cell === null) return otherwise(text, type);
  type.isKnown = true;
  return cell;
}

/** Numbers and booleans do not go together: a column of both is one of texts. */
function otherwise(text: string, type: ColumnType): Cell {
  type.isLate = type.isKnown;
  type.read = type.isKnown || booleanOf(text) === null ? textOf : booleanOf;
  type.isKnown = true;
  return type.read(text);
}

function textOf(text: string): Cell {
  return text === "" ? null : unguarded(text);
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
