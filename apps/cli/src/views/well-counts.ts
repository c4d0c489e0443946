import type { PlateResult, Table } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";

/** What the table of wells says of each well: how many objects, and whether its images are to be doubted. */
export interface WellCounts {
  /** The column that was counted: `Count_Nuclei`. */
  readonly column: string;
  readonly counts: ReadonlyMap<string, number>;
  /** Wells by the column `QC_…` that is above 0. */
  readonly flagged: ReadonlyMap<string, readonly string[]>;
}

/** The counts in the table of wells that a run stored; null where it has none, or several rows of a well, which are not added up. */
export async function wellCounts({ outputRoot, phases }: PlateResult): Promise<WellCounts | null> {
  const outputs = phases.flatMap(({ result }) => result?.outputs ?? []);
  const file = outputs.find(({ path }) => /(^|\/)wells\.(csv|parquet)$/.test(path));
  if (file === undefined) return null;
  const storage = await diskBackend.create({ root: outputRoot, readOnly: true });
  try {
    return countsIn(await storage.loadTable(file.path));
  } catch {
    // A summary is no reason to fail a run that is done.
    return null;
  } finally {
    await storage.close();
  }
}

/** The first column of counts of a table of wells. */
export function countsIn({ columns, rows }: Table): WellCounts | null {
  const [well, count] = [columns.indexOf("Metadata_Well"), columns.findIndex((column) => column.startsWith("Count_"))];
  const wells = rows.map((row) => String(row[well]));
  if (well < 0 || count < 0 || new Set(wells).size < wells.length) return null;
  const isNumber = (value: unknown): value is number => typeof value === "number";
  const counts = rows.flatMap((row, i) => {
    const value = row[count];
    return isNumber(value) ? [[wells[i] ?? "", value] as const] : [];
  });
  const flags = columns.flatMap((column, flag) => {
    const flagged = column.startsWith("QC_") ? wells.filter((_, i) => Number(rows[i]?.[flag] ?? 0) > 0) : [];
    return flagged.length === 0 ? [] : [[column, flagged] as const];
  });
  return counts.length === 0
    ? null
    : { column: columns[count] ?? "", counts: new Map(counts), flagged: new Map(flags) };
}
