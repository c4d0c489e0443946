import { isOhcsError } from "../errors/ohcs-error.ts";
import type { Cell, Table } from "../table/table.ts";
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

/** Reads a table with a column `well` (or `Row` and `Column`) as a plate map. Rows without any cell are passed over. */
export function plateMapOf(table: Table): PlateMap {
  const { columns } = table;
  const used = wellColumns(columns).map((name) => columns.indexOf(name));
  const rest = [...columns.keys()].filter((at) => !used.includes(at));
  const names = rest.map((at) => columns[at] ?? "");
  const shape = shapeProblems(columns, used, names);
  if (shape.length > 0) return { columns: [], wells: new Map(), problems: shape };
  const wells = new Map<string, readonly Cell[]>();
  const [strange, twice, invalid] = [[], [], []] as [string[], string[], string[]];
  for (const row of table.rows.filter((cells) => cells.some((cell) => cell !== null))) {
    const text = used.map((at) => String(row[at] ?? "").trim()).join("");
    const well = wellNamed(text);
    if (well === null) strange.push(text);
    else if (wells.has(well)) twice.push(well);
    else wells.set(well, cellsAt(row, rest));
    invalid.push(...rest.filter((at) => !isCell(row[at])).map((at) => `${text} ${columns[at]}`));
  }
  const problems = [
    ...problemOf("a well in each row", strange),
    ...problemOf("each well once", twice),
    ...problemOf("texts, finite numbers, booleans and nulls as cells", invalid),
    ...(wells.size + strange.length > 0 ? [] : [problem("a row for each well", "none")]),
  ];
  return { columns: names.map(metadataName), wells, problems };
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

function cellsAt(row: readonly Cell[], places: readonly number[]): readonly Cell[] {
  return places.map((at) => row[at] ?? null);
}

/** JSON may hold anything. */
function isCell(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

function metadataName(column: string): string {
  return `Metadata_${column.trim().replace(/^metadata[_ ]/i, "")}`;
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
  return found.length === 0 ? [] : [problem(expected, listed(found), found, hint)];
}

function problem(expected: string, got: string, found: readonly string[] = [], hint?: string): PlateMapProblem {
  const examples = found.slice(0, MOST_EXAMPLES).map(shortened);
  return { expected, got, hint: hint ?? null, count: Math.max(1, found.length), examples };
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_EXAMPLES).map((text) => `'${shortened(text)}'`);
  if (texts.length === 0) return "an empty file";
  return texts.length > shown.length ? `${shown.join(", ")} and ${texts.length - shown.length} more` : shown.join(", ");
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
