import { fail } from "../errors.ts";

/** A well's place, zero-based: row 0 is A, column 0 is 1. */
export interface WellPlace {
  readonly row: number;
  readonly column: number;
}

const LETTERS = 26;
const ROWS = 32;
const COLUMNS = 48;

/** The name of the well at a zero-based row (0 … 31) and column (0 … 47): `A01` … `AF48`. @throws `WELL_ID_INVALID` */
export function formatWellId(row: number, column: number): string {
  if (!isIndex(row, ROWS) || !isIndex(column, COLUMNS))
    throw fail(
      "WELL_ID_INVALID",
      `Cannot name a well: expected row 0 … 31 and column 0 … 47, got '${row}', '${column}'`,
    );
  return `${rowName(row)}${String(column + 1).padStart(2, "0")}`;
}

/**
 * The place that a vendor's text names: `B07`, `b7`, `07B`, `R02C07`, `r02c07`, `AF48`.
 * @throws `WELL_ID_INVALID` for anything else, in whole or in part: `A1` is never found inside `A10`.
 */
export function parseWellId(text: string): WellPlace {
  const place = fromLetters(text) ?? fromNumbers(text);
  if (place === null || !isIndex(place.row, ROWS) || !isIndex(place.column, COLUMNS))
    throw fail("WELL_ID_INVALID", `Cannot read a well id: expected a form like 'A01', 'B7' or 'R02C07', got '${text}'`);
  return place;
}

/** A vendor's text in our form: `b7` → `B07`. @throws `WELL_ID_INVALID` */
export function normalizeWellId(text: string): string {
  const { row, column } = parseWellId(text);
  return formatWellId(row, column);
}

/** Plate order: by row, then by column; `Z01` before `AA01`. */
export function compareWellIds(a: string, b: string): number {
  const left = parseWellId(a);
  const right = parseWellId(b);
  return left.row - right.row || left.column - right.column;
}

function rowName(row: number): string {
  const last = String.fromCharCode(65 + (row % LETTERS));
  return row < LETTERS ? last : `A${last}`;
}

function fromLetters(text: string): WellPlace | null {
  const match = /^(?:([A-Za-z]{1,2})(\d{1,2})|(\d{1,2})([A-Za-z]{1,2}))$/.exec(text);
  const letters = (match?.[1] ?? match?.[4])?.toUpperCase();
  const digits = match?.[2] ?? match?.[3];
  if (letters === undefined || digits === undefined) return null;
  const row = [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0) - 1;
  return { row, column: Number(digits) - 1 };
}

function fromNumbers(text: string): WellPlace | null {
  const match = /^[Rr](\d{1,2})[Cc](\d{1,2})$/.exec(text);
  return match === null ? null : { row: Number(match[1]) - 1, column: Number(match[2]) - 1 };
}

function isIndex(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end;
}
