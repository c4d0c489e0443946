import type { CompiledPlate, WellRecord } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { valuePath } from "@ohcs/records";
import type { ChannelReport, ReportTable, WellReport } from "../report-data.ts";
import type { Look } from "./look-of.ts";
import { sixDigits } from "./objects-of-wells.ts";

/** Tables of more rows are not part of a page. */
const MOST_ROWS = 5000;

/** What is known of tables before they are read. */
interface Known {
  /** Of reductions: they state how many rows each table has. */
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
  const rowsOf = rowCounts(records);
  const tables: ReportTable[] = [];
  for (const context of contexts)
    for (const { outputs, func } of context.stepPlans) {
      const by = [...func.values()].flatMap((chain) => chain.last()?.export ?? [])[0] ?? null;
      for (const { kind, store } of outputs.values()) {
        if (kind !== "table" || store?.name == null || store.name === objects) continue;
        if ((rowsOf.get(store.name) ?? 0) > MOST_ROWS) continue;
        const table = await storage.loadTable(valuePath(context, store), store.backend).catch(() => null);
        if (table === null || table.rows.length > MOST_ROWS) continue;
        tables.push({
          name: store.name,
          by,
          columns: table.columns,
          rows: table.rows.map((row) => row.map(sixDigits)),
        });
      }
    }
  return tables.toSorted((a, b) => Number(b.name === "wells") - Number(a.name === "wells"));
}

/** Table → rows, where records state it: a table of all objects of a plate would take gigabytes to read. */
function rowCounts(records: readonly WellRecord[]): ReadonlyMap<string, number> {
  const steps = records.flatMap(({ stored = [] }) => stored);
  const tables = steps.flatMap(({ tables = [] }) => tables);
  return new Map(
    tables.map(({ output, parts }) => [output.replace(/^table:/, ""), parts.reduce((sum, { rows }) => sum + rows, 0)]),
  );
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
  return shown.length === 0 ? [] : [{ name: "pictures", by: null, columns: ["Metadata_Well", ...columns], rows }];
}
