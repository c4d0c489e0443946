import type { CompiledPlate, Table, WellRecord } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { valuePath } from "@ohcs/records";
import type { ChannelReport, ReportTable, WellReport } from "../report-data.ts";
import type { Look } from "./look-of.ts";
import { sixDigits } from "./objects-of-wells.ts";

/** Tables of more rows are not part of a page, and larger ones are not even read. */
const MOST_ROWS = 5000;
const MOST_BYTES = 100e6;

/** Cells of a table on a page: one of wells may have thousands of columns. */
const MOST_CELLS = 300_000;

/** What readers ask for first. */
const FIRST = /^(Metadata|Count|QC)_|ImageQuality_|Stitching_/;

/** What is known of tables before they are read. */
interface Known {
  /** Of reductions. */
  readonly records: readonly WellRecord[];
  /** The table that is shown well by well. */
  readonly objects: string | undefined;
}

/** The tables that reductions stored, `wells` first; that of `objects`, those too long for a page, and those that are not there, are left out. */
export async function tablesOf(
  storage: FileManager,
  { phases }: CompiledPlate,
  { records, objects }: Known,
): Promise<readonly ReportTable[]> {
  const contexts = phases.toArray().flatMap(({ kind, contexts }) => (kind === "reduce" ? contexts.toArray() : []));
  const bytes = new Map(records.flatMap(({ result }) => result.outputs.map((file) => [file.path, file.bytes])));
  const read: (Table & { readonly name: string; readonly by: string | null })[] = [];
  for (const context of contexts)
    for (const { outputs, func } of context.stepPlans) {
      const by = [...func.values()].flatMap((chain) => chain.last()?.export ?? [])[0] ?? null;
      for (const { kind, store } of outputs.values()) {
        if (kind !== "table" || store?.name == null || store.name === objects) continue;
        const path = valuePath(context, store);
        if ((bytes.get(path) ?? 0) > MOST_BYTES) continue;
        const table = await storage.loadTable(path, store.backend).catch(() => null);
        if (table !== null && table.rows.length <= MOST_ROWS) read.push({ name: store.name, by, ...table });
      }
    }
  const features = new Set(read.flatMap(featuresIn));
  const tables = read.map(({ name, by, ...table }) => ({ name, by, ...fitted(table, features) }));
  return tables.toSorted((a, b) => Number(b.name === "wells") - Number(a.name === "wells"));
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
  looks: readonly Look[],
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
