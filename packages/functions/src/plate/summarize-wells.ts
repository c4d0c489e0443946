import {
  type Cell,
  concatTables,
  defineFunction,
  type FunctionInputs,
  type PlateMap,
  plateMapOf,
  ROW_COMPONENTS,
  type RowComponent,
  type Table,
  type TableInput,
  tableFromRecords,
} from "@ohcs/context";
import { Type } from "@sinclair/typebox";
import { fail } from "../errors.ts";
import { MODULE } from "../module-name.ts";
import { isStack, tableInput } from "../stack/inputs.ts";
import { partsOf, rowColumn, wellRows } from "./rows-of-wells.ts";
import { summarizeObjects } from "./summarize-objects.ts";

const APART = ["Metadata_ZIndex", "Metadata_Timepoint", "Metadata_Channel"];

type WellRecord = Record<string, Cell>;

const WellRowsParameters = Type.Object(
  {
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
  },
  { additionalProperties: false },
);

/**
 * The table `wells`: one row for **every** selected well, successful or not, with its status, its data in the plate
 * map, and a summary of its tables; with `per`, one for each of a well's sites, z planes or timepoints. Values that a
 * failed well lacks are null, never 0. Tables without a component of `per` are the same in all of its rows. Never adds up
 * objects of several z planes, timepoints or channels (`OBJECTS_NOT_ADDABLE`).
 */
export const summarizeWells = defineFunction({
  module: MODULE,
  name: "summarizeWells",
  version: "1.1.0",
  summary: "One row per well: status, plate map, counts, medians",
  params: WellRowsParameters,
  scope: "reduce",
  inputs: { "*": { kind: "table" }, map: { kind: "table", optional: true, description: "Plate map" } },
  outputs: { wells: { kind: "table", columns: ["Metadata_*", "Count_*"] } },
  returnsImage: false,
  addsUpWells: true,
  exact: true,
  citation: "pycytominer.aggregate (median, mean, mad)",
  run(inputs, { per, rows }, { contributors }) {
    const map = mapInput(inputs);
    const tables = Object.keys(inputs)
      .filter((name) => name !== "map")
      .toSorted()
      .map((name) => [name, partsOfWells(tableInput(inputs, name), per)] as const);
    const rowsOf = wellRows(per, rows);
    const entries = contributors.flatMap((contributor) =>
      rowsOf(contributor.well).map((at) => ({ ...contributor, at })),
    );
    const records = entries.map(({ well, status, at }) => ({
      Metadata_Well: well,
      ...Object.fromEntries(per.map((component) => [rowColumn(component), at[component] ?? null])),
      Metadata_Status: status,
      ...Object.assign({}, ...tables.map(([name, parts]) => summaryOf(name, parts.get(well)?.(at)))),
    }));
    const wells = entries.map(({ well }) => well);
    return { outputs: { wells: countsFirst(withMap(tableFromRecords(records), wells, map)) } };
  },
});

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

function partsOfWells({ tables, keys }: TableInput, per: readonly RowComponent[]) {
  return new Map(tables.map((table, i) => [keys[i]?.well ?? "", partsOf(table, per)]));
}

function summaryOf(name: string, table: Table | undefined): WellRecord {
  if (table === undefined) return {};
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
