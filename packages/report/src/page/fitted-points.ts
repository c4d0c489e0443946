import type { ReportTable } from "../report-data.ts";

/** Of the plate map: a well that is marked so is in no statistic. */
const EXCLUDE = /^metadata_exclude/i;
const NOT_EXCLUDED = /^(|0|false|no)$/i;
const CONTROLS: readonly unknown[] = ["positive", "negative"];

/** Doses above 0 and responses of the samples of a compound, to which its curve was fitted: no controls, no excluded wells. */
export function fittedPoints(
  { columns, rows }: ReportTable,
  feature: string,
  compound: unknown,
): readonly (readonly [number, number])[] {
  const at = (name: string) => columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());
  const [dose, response, name, role] = [at("Metadata_dose"), at(feature), at("Metadata_compound"), at("Metadata_role")];
  const exclusions = [...columns.keys()].filter((i) => EXCLUDE.test(columns[i] ?? ""));
  return rows.flatMap((row) => {
    const [x, y] = [row[dose], row[response]];
    const isOurs = (compound === null || String(row[name]) === String(compound)) && !CONTROLS.includes(row[role]);
    const isExcluded = exclusions.some((i) => !NOT_EXCLUDED.test(String(row[i] ?? "").trim()));
    return isOurs && !isExcluded && typeof x === "number" && x > 0 && typeof y === "number" ? [[x, y] as const] : [];
  });
}
