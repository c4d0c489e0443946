import {
  type Cell,
  concatTables,
  defineFold,
  type FunctionInputs,
  type Json,
  type PlateMap,
  plateMapOf,
  ROW_COMPONENTS,
  type Table,
  Type,
  tableFromRecords,
} from "@ohcs/context";
import { MODULE, parameters } from "../define.ts";
import { fail } from "../errors.ts";
import { isStack, tableInput } from "../stack/planes.ts";
import { partsOf, rowColumn, wellRows } from "./rows-of-wells.ts";
import { summarizeObjects } from "./summarize-objects.ts";

const APART = ["Metadata_ZIndex", "Metadata_Timepoint", "Metadata_Channel"];

type WellRecord = Record<string, Cell>;

/** What is known of the wells so far. */
interface Summaries {
  readonly rowsOf: ReturnType<typeof wellRows>;
  /** Well → the summary of its tables, a row for each that it has in `wells`. */
  readonly wells: Map<string, Table>;
  /** Table → its columns, in order of first appearance. */
  readonly columns: Map<string, Set<string>>;
}

const WellRowsParameters = parameters({
  per: Type.Array(Type.Union(ROW_COMPONENTS.map((component) => Type.Literal(component))), {
    default: [],
    uniqueItems: true,
    description: "Components whose values have rows of their own; [timepoint] for one row per well and timepoint",
  }),
  rows: Type.Array(
    Type.Object({
      wells: Type.Union([Type.Array(Type.String()), Type.Null()]),
      at: Type.Array(Type.Record(Type.String(), Type.Integer())),
    }),
    {
      default: [],
      description: "The values of 'per' that wells have, null for all other wells; the compiler fills it in",
    },
  ),
});

/**
 * The table `wells`: one row for **every** selected well, successful or not, with its status, its data in the plate
 * map, and a summary of its tables; with `per`, one for each of a well's sites, z planes or timepoints. Values that a
 * failed well lacks are null, never 0. Tables without a component of `per` are the same in all of its rows. Never adds up
 * objects of several z planes, timepoints or channels (`OBJECTS_NOT_ADDABLE`).
 */
export const summarizeWells = defineFold({
  module: MODULE,
  takesViews: true,
  name: "summarizeWells",
  version: "1.1.0",
  summary: "One row per well: status, plate map, counts, medians",
  params: WellRowsParameters,
  inputs: { "*": { kind: "table" }, map: { kind: "table", optional: true, description: "Plate map" } },
  outputs: {
    wells: { kind: "table", columns: ["Metadata_*", "Count_*"] },
    columns: { kind: "json", description: "Table → its columns, those of `wells` among them" },
  },
  addsUpWells: true,
  citation: "pycytominer.aggregate (median, mean, mad)",
  empty: ({ per, rows }): Summaries => ({ rowsOf: wellRows(per, rows), wells: new Map(), columns: new Map() }),
  add(state, inputs, { per }) {
    const own = tablesOfWell(inputs);
    for (const { name, table } of own) addColumns(state, name, table.columns);
    const parts = own.map(({ name, table }) => [name, partsOf(table, per)] as const);
    for (const { well } of own.slice(0, 1)) {
      const summaries = state.rowsOf(well).map((at): WellRecord => {
        return Object.assign({}, ...parts.map(([name, partAt]) => summaryOf(name, partAt(at))));
      });
      state.wells.set(well, tableFromRecords(summaries));
    }
    return state;
  },
  merge(before, after) {
    for (const [well, table] of after.wells) before.wells.set(well, table);
    for (const [name, columns] of after.columns) addColumns(before, name, columns);
    return before;
  },
  finish({ rowsOf, wells, columns }, { per }, { contributors }, inputs) {
    const rows = contributors.map(({ well, status }) => {
      const identity = rowsOf(well).map((at): WellRecord => {
        const place = per.map((component) => [rowColumn(component), at[component] ?? null]);
        return { Metadata_Well: well, ...Object.fromEntries(place), Metadata_Status: status };
      });
      return beside(tableFromRecords(identity), wells.get(well));
    });
    const names = contributors.flatMap(({ well }) => rowsOf(well).map(() => well));
    const table = countsFirst(withMap(concatTables(rows), names, mapInput(inputs)));
    const all = [...columns].map(([name, own]) => [name, [...own]] as const);
    return { outputs: { wells: table, columns: Object.fromEntries([...all, ["wells", table.columns]]) as Json } };
  },
});

function tablesOfWell(inputs: FunctionInputs) {
  const names = Object.keys(inputs).filter((name) => name !== "map");
  return names.toSorted().flatMap((name) => {
    const { tables, keys } = tableInput(inputs, name);
    return tables.map((table, i) => ({ name, table, well: keys[i]?.well ?? "" }));
  });
}

function addColumns({ columns }: Summaries, name: string, own: Iterable<string>): void {
  columns.set(name, new Set([...(columns.get(name) ?? []), ...own]));
}

function beside(left: Table, right: Table | undefined): Table {
  if (right === undefined) return left;
  return {
    columns: [...left.columns, ...right.columns],
    rows: left.rows.map((row, i) => [...row, ...(right.rows[i] ?? [])]),
  };
}

function mapInput(inputs: FunctionInputs): PlateMap | null {
  const input = inputs.map;
  if (input === undefined || isStack(input)) return null;
  const map = plateMapOf(concatTables(tableInput(inputs, "map").tables));
  const [problem] = map.problems;
  if (problem === undefined) return map;
  const { expected, got } = problem;
  throw fail("PLATE_MAP_INVALID", `Cannot use plate map: expected ${expected}, got ${got}`);
}

function withMap({ columns, rows }: Table, wells: readonly string[], map: PlateMap | null): Table {
  if (map === null) return { columns, rows };
  const nothing = map.columns.map(() => null);
  return {
    columns: [...columns, ...map.columns],
    rows: rows.map((row, i) => [...row, ...(map.wells.get(wells[i] ?? "") ?? nothing)]),
  };
}

function summaryOf(name: string, table: Table): WellRecord {
  expectAddable(name, table);
  return table.columns.includes("ObjectNumber") ? summarizeObjects(name, table) : summarizeImages(table);
}

function countsFirst(table: Table): Table {
  const rank = (column: string) => (column.startsWith("Metadata_") ? 0 : column.startsWith("Count_") ? 1 : 2);
  const order = table.columns
    .map((_, i) => i)
    .toSorted((a, b) => rank(table.columns[a] ?? "") - rank(table.columns[b] ?? "") || a - b);
  return {
    columns: order.map((i) => table.columns[i] ?? ""),
    rows: table.rows.map((row) => order.map((i) => row[i] ?? null)),
  };
}

/**
 * One well's rows about images in one record: counts are summed, set quality flags (`QC_…`) are counted, other numbers
 * are averaged; a single row is kept unchanged.
 */
function summarizeImages(table: Table): Record<string, Cell> {
  const record: Record<string, Cell> = {};
  for (const [i, column] of table.columns.entries()) {
    if (column.startsWith("Metadata_")) continue;
    const cells = table.rows.map((row) => row[i] ?? null);
    record[column] = cells.length === 1 ? (cells[0] ?? null) : together(column, cells);
  }
  return record;
}

function together(column: string, cells: readonly Cell[]): Cell {
  const numbers = cells
    .map((cell) => (typeof cell === "boolean" ? Number(cell) : cell))
    .filter((cell) => typeof cell === "number");
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((total, value) => total + value, 0);
  return /^(Count|QC)_/.test(column) ? sum : sum / numbers.length;
}

/**
 * Checks that rows which are objects, or counts of them, are of one z plane, timepoint and channel. The compiler refuses
 * this before the run for tables that declare `counts`.
 * @throws `OBJECTS_NOT_ADDABLE` naming the column
 */
function expectAddable(name: string, { columns, rows }: Table): void {
  if (!columns.some((column) => column === "ObjectNumber" || column.startsWith("Count_"))) return;
  for (const column of APART) {
    const at = columns.indexOf(column);
    const first = rows[0]?.[at];
    if (at < 0 || rows.every((row) => row[at] === first)) continue;
    const message = `Cannot add up the objects of table '${name}': its rows differ in '${column}', so that the same object would count repeatedly`;
    throw fail("OBJECTS_NOT_ADDABLE", message, { details: { table: name, column } });
  }
}
