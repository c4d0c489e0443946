import {
  type Cell,
  concatTables,
  defineFunction,
  type FunctionInputs,
  NO_PARAMETERS,
  type PlateMap,
  plateMapOf,
  type Table,
  type TableInput,
  tableFromRecords,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { MODULE } from "../module-name.ts";
import { isStack, tableInput } from "../stack/inputs.ts";
import { summarizeObjects } from "./summarize-objects.ts";

type WellRecord = Record<string, Cell>;

/**
 * The table `wells`: one row for **every** selected well, successful or not, with its status, its data in the plate
 * map, and a summary of its tables. Values that a failed well lacks are null, never 0.
 */
export const summarizeWells = defineFunction({
  module: MODULE,
  name: "summarizeWells",
  version: "1.0.0",
  summary: "One row per well: status, plate map, counts, medians",
  params: NO_PARAMETERS,
  scope: "reduce",
  inputs: { "*": { kind: "table" }, map: { kind: "table", optional: true, description: "Plate map" } },
  outputs: { wells: { kind: "table" } },
  returnsImage: false,
  exact: true,
  citation: "pycytominer.aggregate (median, mean, mad)",
  run(inputs, _, { contributors }) {
    const map = mapInput(inputs);
    const summaries = Object.keys(inputs)
      .filter((name) => name !== "map")
      .toSorted()
      .map((name) => summariesOf(name, tableInput(inputs, name)));
    const records = contributors.map(({ well, status }) => ({
      Metadata_Well: well,
      Metadata_Status: status,
      ...Object.fromEntries(summaries.flatMap((summary) => Object.entries(summary.get(well) ?? {}))),
    }));
    const wells = contributors.map(({ well }) => well);
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

/** Columns that a plate map cannot have. */
function withMap({ columns, rows }: Table, wells: readonly string[], map: PlateMap | null): Table {
  if (map === null) return { columns, rows };
  const nothing = map.columns.map(() => null);
  return {
    columns: [...columns, ...map.columns],
    rows: rows.map((row, i) => [...row, ...(map.wells.get(wells[i] ?? "") ?? nothing)]),
  };
}

function summariesOf(name: string, { tables, keys }: TableInput): ReadonlyMap<string, WellRecord> {
  return new Map(tables.map((table, i) => [keys[i]?.well ?? "", summaryOf(name, table)]));
}

function summaryOf(name: string, table: Table): WellRecord {
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
