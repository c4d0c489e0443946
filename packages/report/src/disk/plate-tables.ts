import type { CompiledPlate, ProcessingContext, Table, WellRecord } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { valuePath } from "@ohcs/records";
import type { ChannelReport, ReportTable, WellReport } from "../report-data.ts";
import { sixDigits } from "./objects-of-wells.ts";
import type { LookOfWell } from "./picture-sheets.ts";

/** Tables of more rows are not part of a page, and larger ones are not even read. */
const MOST_ROWS = 5000;
const MOST_BYTES = 100e6;

/** Cells of a table on a page: one of wells may have thousands of columns. */
const MOST_CELLS = 300_000;

/** What readers ask for first. */
const FIRST = /^(Metadata|Count|QC)_|ImageQuality_|Stitching_/;

/** What is known of tables before they are read. */
interface Known {
  /** Of wells and reductions. */
  readonly records: readonly WellRecord[];
  /** The table that is shown well by well. */
  readonly objects: string | undefined;
}

interface StoredTable {
  readonly name: string;
  readonly by: string | null;
  readonly path: string;
  readonly backend: string;
  /** Is it the tables of wells, one below the other? */
  readonly isJoined: boolean;
}

/**
 * The tables that reductions stored, `wells` first; that of `objects`, those too long for a page, and those that are not there, are left out. Of
 * those that wells have, which may be the largest, one is held at a time.
 */
export async function tablesOf(
  storage: FileManager,
  { phases }: CompiledPlate,
  { records, objects }: Known,
): Promise<readonly ReportTable[]> {
  const contexts = phases.toArray().flatMap(({ kind, contexts }) => (kind === "reduce" ? contexts.toArray() : []));
  const long = longTables(records);
  const stored = contexts.flatMap((context) => storedBy(context, long)).filter(({ name }) => name !== objects);
  const read = async ({ path, backend }: StoredTable) => {
    const table = await storage.loadTable(path, backend).catch(() => null);
    return table !== null && table.rows.length <= MOST_ROWS ? table : null;
  };
  const tables = new Map<StoredTable, Table | null>();
  for (const one of stored.filter(({ isJoined }) => !isJoined)) tables.set(one, await read(one));
  const features = new Set([...tables.values()].flatMap((table) => (table === null ? [] : featuresIn(table))));
  const shown: ReportTable[] = [];
  for (const one of stored) {
    const table = one.isJoined ? await read(one) : tables.get(one);
    if (table != null) shown.push({ name: one.name, by: one.by, ...fitted(table, features) });
  }
  return shown.toSorted((a, b) => Number(b.name === "wells") - Number(a.name === "wells"));
}

/** The paths of files that are too large to be read, and the names of tables of which wells have too many rows in all. */
function longTables(records: readonly WellRecord[]): ReadonlySet<string> {
  const rows = new Map<string, number>();
  for (const { output, parts } of records.flatMap(({ stored = [] }) => stored.flatMap(({ tables = [] }) => tables)))
    rows.set(
      output,
      parts.reduce((sum, part) => sum + part.rows, rows.get(output) ?? 0),
    );
  const large = records.flatMap(({ result }) => result.outputs.filter(({ bytes }) => bytes > MOST_BYTES));
  return new Set([
    ...large.map(({ path }) => path),
    ...[...rows].flatMap(([name, all]) => (all > MOST_ROWS ? name : [])),
  ]);
}

function storedBy(context: ProcessingContext, long: ReadonlySet<string>): readonly StoredTable[] {
  return context.stepPlans.toArray().flatMap(({ outputs, func, stepType, inputs }) => {
    const by = [...func.values()].flatMap((chain) => chain.last()?.export ?? [])[0] ?? null;
    const isJoined = stepType === "join";
    const joins = isJoined ? [...inputs.values()].map(({ output }) => output ?? "") : [];
    return [...outputs.values()].flatMap(({ kind, store }) => {
      if (kind !== "table" || store?.name == null) return [];
      const path = valuePath(context, store);
      const isLong = [path, ...joins].some((one) => long.has(one));
      return isLong ? [] : [{ name: store.name, by, path, backend: store.backend, isJoined }];
    });
  });
}

/** The columns of other tables that a table is about: curves are drawn over the values that they were fitted to. */
function featuresIn({ columns, rows }: Table): readonly string[] {
  const at = columns.indexOf("Feature");
  return at < 0 ? [] : rows.map((row) => String(row[at]));
}

/** As many columns as a page has room for, in their order. */
function fitted(
  { columns, rows }: Table,
  features: ReadonlySet<string>,
): Pick<ReportTable, "columns" | "rows" | "allColumns"> {
  const room = Math.max(1, Math.floor(MOST_CELLS / Math.max(1, rows.length)));
  const rank = (at: number) => Number(!FIRST.test(columns[at] ?? "") && !features.has(columns[at] ?? ""));
  const ranked = [...columns.keys()].toSorted((a, b) => rank(a) - rank(b) || a - b);
  const kept = ranked.slice(0, room).toSorted((a, b) => a - b);
  return {
    columns: kept.map((i) => columns[i] ?? ""),
    rows: rows.map((row) => kept.map((i) => sixDigits(row[i] ?? null))),
    allColumns: columns.length,
  };
}

/** What the pictures of the wells are like, as a table of wells: no pipeline need have judged its images. */
export function looksTable(
  looks: readonly LookOfWell[],
  wells: readonly WellReport[],
  channels: readonly ChannelReport[],
): readonly ReportTable[] {
  const known = new Map(looks.map((look) => [`${look.well} ${look.channel}`, look]));
  const shown = channels.filter(({ id }) => looks.some(({ channel }) => channel === id));
  const measures = ["mean", "sharpness", "percentMaximal"] as const;
  const columns = measures.flatMap((measure) =>
    shown.map(({ id, name }) => `${measure[0]?.toUpperCase()}${measure.slice(1)}_${name ?? id}`),
  );
  const rows = wells.map(({ well }, index) => [
    well,
    ...measures.flatMap((measure) => shown.map(({ id }) => sixDigits(known.get(`${index} ${id}`)?.[measure] ?? null))),
  ]);
  const allColumns = columns.length + 1;
  return shown.length === 0
    ? []
    : [{ name: "pictures", by: null, columns: ["Metadata_Well", ...columns], rows, allColumns }];
}
