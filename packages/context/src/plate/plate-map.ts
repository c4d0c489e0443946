import { isOhcsError } from "../errors/ohcs-error.ts";
import type { Cell, Table } from "../table/table.ts";
import { type LongForm, longForm } from "./plate-map-matrix.ts";
import { numberIn, unitOf } from "./plate-map-unit.ts";
import { normalizeWellId } from "./well-id.ts";

/** The data of a plate map for each well, and its problems. */
export interface PlateMap {
  /** Named as in the tables of the plate, with the prefix `Metadata_`; without those that name the well. */
  readonly columns: readonly string[];
  /** By our name of the well: a cell for each of the columns. */
  readonly wells: ReadonlyMap<string, readonly Cell[]>;
  /** Empty if the map can be joined with the wells. */
  readonly problems: readonly PlateMapProblem[];
}

/** One cause that makes a plate map unusable. */
export interface PlateMapProblem {
  readonly expected: string;
  readonly got: string;
  readonly hint: string | null;
  /** How many cells, rows or columns are affected. */
  readonly count: number;
  readonly examples: readonly string[];
}

/** As many as a spreadsheet has. */
const MOST_COLUMNS = 16_384;
const MOST_EXAMPLES = 5;
const LONGEST_TEXT = 40;

/** Columns of the plate's tables for identity and status of a row, without prefix, spaces and underscores. */
const IDENTITY = new Set([
  "plate",
  "well",
  "wellid",
  "site",
  "sourcesite",
  "timepoint",
  "zindex",
  "channel",
  "acquisition",
  "objectnumber",
  "duplicate",
  "touchesedge",
  "status",
]);

/**
 * Reads a table as a plate map: a row for each well, with a column `well` (or `Row` and `Column`), or matrices as
 * {@link longForm} takes them. Rows without any cell are passed over. The column `dose` and those with a unit, `Dose (uM)` or `dose_um`, hold
 * numbers. `lines` are those of the rows in their file; by default they follow that of the columns.
 */
export function plateMapOf(table: Table, lines?: readonly number[]): PlateMap {
  const long = longForm(table, lines);
  const { columns } = long;
  const used = wellColumns(columns).map((name) => columns.indexOf(name));
  const rest = [...columns.keys()].filter((at) => !used.includes(at));
  const names = rest.map((at) => columns[at] ?? "");
  const shape = shapeProblems(columns, used, names);
  if (shape.length > 0) return { columns: [], wells: new Map(), problems: shape };
  const reading = new MapReading(used, rest, long);
  for (const [row, cells] of long.rows.entries()) reading.read(cells, row);
  return { columns: names.map(metadataName), wells: reading.wells, problems: reading.problems };
}

/** The wells of a map row by row, with what is wrong. */
class MapReading {
  readonly wells = new Map<string, readonly Cell[]>();
  /** Of the first row of each well, in their order. */
  readonly #lines: number[] = [];
  readonly #strange = new Tally();
  readonly #twice = new Tally();
  readonly #invalid = new Tally();
  readonly #noNumbers = new Tally();
  readonly #used: readonly number[];
  readonly #rest: readonly { readonly at: number; readonly name: string; readonly isNumber: boolean }[];
  readonly #lineOf: LongForm["lineOf"];

  constructor(used: readonly number[], rest: readonly number[], { columns, lineOf }: LongForm) {
    this.#used = used;
    this.#rest = rest.map((at) => ({ at, name: columns[at] ?? "", isNumber: holdsNumbers(columns[at] ?? "") }));
    this.#lineOf = lineOf;
  }

  read(cells: readonly Cell[], row: number): void {
    if (cells.every((cell) => cell === null)) return;
    const text = this.#used.map((at) => String(cells[at] ?? "").trim()).join("");
    const line = this.#lineOf(row, this.#used[0] ?? 0);
    const well = wellNamed(text);
    if (well === null) this.#strange.add(text, line);
    else if (this.wells.has(well)) this.#twice.add(well, line);
    else {
      this.#lines.push(line);
      this.wells.set(well, this.#cellsOf(cells, text, row));
    }
  }

  get problems(): readonly PlateMapProblem[] {
    const wells = [...this.wells.keys()];
    const firstLine = (well: string) => this.#lines[wells.indexOf(well)] ?? null;
    return [
      ...this.#strange.problem("a well in each row"),
      ...this.#twice.problem("each well once", { firstLine }),
      ...this.#invalid.problem("texts, finite numbers, booleans and nulls as cells"),
      ...this.#noNumbers.problem("numbers in the column 'dose' and in columns with a unit", {
        hint: "Write a decimal point, leave the cell empty, or name the column otherwise",
      }),
      ...(this.wells.size + this.#strange.count > 0 ? [] : [problem("a row for each well", "none")]),
    ];
  }

  #cellsOf(cells: readonly Cell[], well: string, row: number): readonly Cell[] {
    return this.#rest.map(({ at, name, isNumber }) => {
      const cell = cells[at] ?? null;
      if (!isCell(cell)) this.#invalid.add(`${well} ${name}`, this.#lineOf(row, at));
      if (!isNumber || cell === null) return cell;
      const value = numberIn(cell);
      if (value === null) this.#noNumbers.add(String(cell), this.#lineOf(row, at));
      return value;
    });
  }
}

/** What is wrong in the same way, the first few with their lines. */
class Tally {
  count = 0;
  readonly #first: { readonly text: string; readonly line: number }[] = [];

  add(text: string, line: number): void {
    if (this.count++ < MOST_EXAMPLES) this.#first.push({ text, line });
  }

  problem(
    expected: string,
    { hint, firstLine = () => null }: { hint?: string; firstLine?: (text: string) => number | null } = {},
  ): readonly PlateMapProblem[] {
    if (this.count === 0) return [];
    const examples = this.#first.map(({ text, line }) => {
      const first = firstLine(text);
      return `${shortened(text)} (${first === null ? `line ${line}` : `lines ${first}, ${line}`})`;
    });
    const texts = this.#first.map(({ text }) => text);
    return [problem(expected, listed(texts, this.count), this.count, examples, hint)];
  }
}

function shapeProblems(
  columns: readonly string[],
  used: readonly number[],
  rest: readonly string[],
): readonly PlateMapProblem[] {
  if (columns.length > MOST_COLUMNS) return [problem(`at most ${MOST_COLUMNS} columns`, String(columns.length))];
  if (used.length === 0) return [problem("a column 'well', or 'Row' and 'Column'", listed(columns))];
  const folded = rest.map((name) => metadataName(name).toLowerCase());
  const known = new Set<string>();
  const twins = rest.filter((_, i) => known.size === known.add(folded[i] ?? "").size);
  return [
    ...problemOf(
      "a name for each column",
      rest.filter((name) => bareName(name) === ""),
    ),
    ...problemOf(
      "columns other than those for identity and status",
      rest.filter((name) => IDENTITY.has(bareName(name))),
      "Rename them: these names are reserved for identity and status of a row",
    ),
    ...problemOf("column names that differ by more than case, spaces around them and 'Metadata_'", twins),
  ];
}

function wellNamed(text: string): string | null {
  try {
    return normalizeWellId(text);
  } catch (error) {
    if (isOhcsError(error, "WELL_ID_INVALID")) return null;
    throw error;
  }
}

function holdsNumbers(column: string): boolean {
  return unitOf(column) !== null || bareName(column) === "dose";
}

/** JSON may hold anything. */
function isCell(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** `Dose (uM)` → `Metadata_Dose_uM` */
function metadataName(column: string): string {
  const name = column.trim().replace(/^metadata[_ ]/i, "");
  const unit = unitOf(name);
  return `Metadata_${unit?.isInBrackets ? `${unit.name}_${unit.unit}` : name}`;
}

/** A name without case, spaces, punctuation and the prefix, for comparison. */
function bareName(column: string): string {
  const marks = /[\p{Cc}\p{Cf}\s_.-]/gu;
  return column
    .normalize("NFKC")
    .replace(marks, "")
    .toLowerCase()
    .replace(/^(?:metadata)+/, "");
}

function problemOf(expected: string, found: readonly string[], hint?: string): readonly PlateMapProblem[] {
  const examples = found.slice(0, MOST_EXAMPLES).map(shortened);
  return found.length === 0 ? [] : [problem(expected, listed(found), found.length, examples, hint)];
}

function problem(
  expected: string,
  got: string,
  count = 1,
  examples: readonly string[] = [],
  hint?: string,
): PlateMapProblem {
  return { expected, got, hint: hint ?? null, count, examples };
}

/** The first few of so many texts. */
function listed(texts: readonly string[], count = texts.length): string {
  const shown = texts.slice(0, MOST_EXAMPLES).map((text) => `'${shortened(text)}'`);
  if (count === 0) return "an empty file";
  return count > shown.length ? `${shown.join(", ")} and ${count - shown.length} more` : shown.join(", ");
}

/** Shortened and escaped to fit one line of a message. */
function shortened(text: string): string {
  const line = text.slice(0, LONGEST_TEXT).replace(/[\p{Cc}\p{Cs}]/gu, "\uFFFD");
  return text.length > LONGEST_TEXT ? `${line}…` : line;
}

/**
 * The columns of a plate map that together name the well: one called `well` or `well_id`, else `row` and `column` (or
 * `col`); in any case of letters, also behind `Metadata_`, with spaces around. None where no columns do.
 */
export function wellColumns(columns: readonly string[]): readonly string[] {
  const well = columns.find((name) => /^\s*(metadata[_ ])?well([_ ]?id)?\s*$/i.test(name));
  if (well !== undefined) return [well];
  const row = columns.find((name) => /^\s*(metadata[_ ])?row\s*$/i.test(name));
  const column = columns.find((name) => /^\s*(metadata[_ ])?col(umn)?\s*$/i.test(name));
  return row === undefined || column === undefined ? [] : [row, column];
}
