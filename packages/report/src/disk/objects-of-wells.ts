import type { Cell, CompiledPlate, ProcessingContext, Table } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { valuePath, wellContexts } from "@ohcs/records";
import type { ObjectPlace, ObjectsReport } from "../report-data.ts";

/** Objects on a page, of all wells together and of one. */
const ALL_ROWS = 12_000;
const MOST_ROWS = 200;
const FEWEST_ROWS = 6;

/** Columns beside those of the place. */
const MOST_COLUMNS = 8;

/** The first objects of every well, from the first table of wells that has places; null where there is none. */
export async function objectsOfWells(storage: FileManager, plate: CompiledPlate): Promise<ObjectsReport | null> {
  const contexts = wellContexts(plate);
  const wells = new Set(contexts.map(({ axisId }) => axisId)).size;
  const most = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.floor(ALL_ROWS / wells)));
  for (const name of tablesOf(contexts)) {
    const report = await objectsNamed(storage, contexts, name, most);
    if (report !== null) return report;
  }
  return null;
}

function tablesOf(contexts: readonly ProcessingContext[]): readonly string[] {
  const stores = contexts.slice(0, 1).flatMap((context) => storesOf(context, "table"));
  return [...new Set(stores.map(({ name }) => name ?? ""))].toReversed();
}

/** Where a context stores what it emits by name, tables or JSON. */
export function storesOf({ stepPlans }: ProcessingContext, wanted: "table" | "json") {
  const outputs = stepPlans.toArray().flatMap((plan) => [...plan.outputs.values()]);
  return outputs.flatMap(({ kind, store }) => (kind === wanted && store?.name != null ? [store] : []));
}

async function objectsNamed(
  storage: FileManager,
  contexts: readonly ProcessingContext[],
  table: string,
  most: number,
): Promise<ObjectsReport | null> {
  let shown: { readonly columns: readonly string[]; readonly place: ObjectPlace } | null = null;
  const wells: Record<string, ObjectsReport["wells"][string]> = {};
  for (const context of contexts) {
    const store = storesOf(context, "table").find(({ name }) => name === table);
    if (store === undefined) continue;
    const head = await headOf(storage, valuePath(context, store), store.backend, most).catch(() => null);
    if (head === null || head.of === 0) continue;
    if (shown === null) {
      const place = placeOf(head.columns);
      if (place === null) return null;
      shown = { place, columns: columnsOf(head, place) };
    }
    const at = shown.columns.map((column) => head.columns.indexOf(column));
    const rows = head.rows.map((row) => at.map((i) => sixDigits(row[i] ?? null)));
    wells[context.axisId] = { rows, of: head.of };
  }
  return shown === null ? null : { table, ...shown, wells };
}

/** The first rows of a table, and how many it has; a CSV without quoted cells is not parsed beyond them. */
async function headOf(storage: FileManager, path: string, backend: string, most: number) {
  const text = path.endsWith(".csv") ? await storage.loadText(path, backend) : `"`;
  if (text.includes(`"`)) {
    const { columns, rows } = await storage.loadTable(path, backend);
    return { columns, rows: rows.slice(0, most), of: rows.length };
  }
  const [head = "", ...lines] = text.split("\n").map((line) => line.trimEnd());
  const filled = lines.filter((line) => line !== "");
  const rows = filled.slice(0, most).map((line) => line.split(",").map(cellOf));
  return { columns: head.split(","), rows, of: filled.length };
}

function cellOf(text: string): Cell {
  if (text === "") return null;
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

/** Names end alike whether the table is of one kind of object or of cells with their parts. */
function placeOf(columns: readonly string[]): ObjectPlace | null {
  const find = (ending: RegExp) => columns.find((column) => ending.test(column)) ?? null;
  const [x, y] = [find(/(^|_)Center_X$/), find(/(^|_)Center_Y$/)];
  if (x === null || y === null) return null;
  const prefix = x.replace(/Center_X$/, "BoundingBox");
  const box = ["Minimum_X", "Minimum_Y", "Maximum_X", "Maximum_Y"].map((end) => `${prefix}${end}`);
  const [left = "", top = "", right = "", bottom = ""] = box;
  const hasBox = box.every((column) => columns.includes(column));
  return { x, y, site: find(/^Metadata_Site$/), box: hasBox ? [left, top, right, bottom] : null };
}

function columnsOf({ columns, rows }: Table, { x, y, site, box }: ObjectPlace): readonly string[] {
  const own = ["ObjectNumber", site, x, y, ...(box ?? [])].filter((one) => one !== null && columns.includes(one));
  const isNumber = (column: string) => rows.some((row) => typeof row[columns.indexOf(column)] === "number");
  const isAsked = (column: string) => /_(Area|Area_um2|FormFactor|Eccentricity)$|_MeanIntensity_|_Ratio_/.test(column);
  const others = columns.filter((column) => !own.includes(column) && isAsked(column) && isNumber(column));
  return [...own.filter((one) => one !== null), ...others.slice(0, MOST_COLUMNS)];
}

/** A number as short as a page needs it. */
export function sixDigits(cell: Cell): Cell {
  return typeof cell === "number" && !Number.isInteger(cell) ? Number(cell.toPrecision(6)) : cell;
}
