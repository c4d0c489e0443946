import type { ReportData, ReportTable } from "../report-data.ts";
import { type Markup, numericColumns, section, shownCell, tableOf, tablesOfWells } from "./markup.ts";

/** Functions whose tables hold deviations from the plate, in units of its spread. */
const SCORES = ["robustZScore", "bScore"];
const MOST_ROWS = 60;

/** Tables of scores, from which hits are chosen. */
export function scoreTables({ tables }: ReportData): readonly ReportTable[] {
  return tables.filter(({ by, columns }) => SCORES.includes(by ?? "") && columns.includes("Metadata_Well"));
}

export function fitTables({ tables }: ReportData): readonly ReportTable[] {
  const columns = ["Feature", "EC50", "Hill", "E0", "EInf"];
  return tables.filter((table) => table.rows.length > 0 && columns.every((name) => table.columns.includes(name)));
}

/** Tables that are not of wells and have no part of their own: effects, curves, thresholds. */
export function otherTables(data: ReportData): readonly Markup[] {
  const ofWells = new Set(tablesOfWells(data).map(({ name }) => name));
  const others = data.tables.filter(
    ({ name, by, rows }) => !ofWells.has(name) && by !== "assayQuality" && rows.length > 0 && rows.length <= MOST_ROWS,
  );
  return others
    .filter((table) => numericColumns(table).length > 0)
    .map(({ name, columns, rows }) => {
      const shown = rows.map((row) => row.map(shownCell));
      return section(`Table ${name}`, tableOf(columns, shown));
    });
}
