import {
  type Cell,
  concatTables,
  defineFunction,
  type FunctionInputs,
  NO_PARAMETERS,
  type Table,
  type TableInput,
  tableFromRecords,
} from "@ohcs/context";
import { MODULE } from "../module-name.ts";
import { isStack, tableInput } from "../stack/inputs.ts";
import { type PlateMap, plateMapOf } from "./plate-map.ts";
import { summarizeImages } from "./summarize-images.ts";
import { summarizeObjects } from "./summarize-objects.ts";

type WellRecord = Record<string, Cell>;

/**
 * The table `wells`: one row for **every** selected well, whatever became of it, with its status, what the plate map says
 * of it, and a summary of its tables. What a failed well lacks is null, never 0.
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
      ...mapRecord(map, well),
      ...Object.assign({}, ...summaries.map((summary) => summary.get(well) ?? {})),
    }));
    return { outputs: { wells: countsFirst(tableFromRecords(records)) } };
  },
});

function mapInput(inputs: FunctionInputs): PlateMap | null {
  const input = inputs.map;
  if (input === undefined || isStack(input)) return null;
  return plateMapOf(concatTables(tableInput(inputs, "map").tables));
}

function mapRecord(map: PlateMap | null, well: string): WellRecord {
  if (map === null) return {};
  return Object.fromEntries(map.columns.map((column) => [column, map.wells.get(well)?.[column] ?? null]));
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
