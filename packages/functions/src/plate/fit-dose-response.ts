import { type Cell, Type } from "@ohcs/context";
import { doseResponseOf } from "../statistics/dose-response.ts";
import { defineStatistic, statisticParameters } from "./define-statistic.ts";
import { finite, type WellsOfPlate } from "./wells-of-plate.ts";

const COLUMNS = [
  "Feature",
  "Compound",
  "EC50",
  "EC50_CI95Low",
  "EC50_CI95High",
  "Hill",
  "E0",
  "EInf",
  "R2",
  "Count_Wells",
  "Withheld",
];

/**
 * Dose–response curves, one row per compound and feature: EC50 with its 95 % interval (bootstrap over residuals), steepness,
 * responses at no and at infinite dose. Negative controls count as dose 0 of every compound, positive ones not at all. Withheld, with
 * the reason in `Withheld`, where doses or wells are too few, nothing responds, or the
 * EC50 is not between the doses or not determined by them.
 */
export const fitDoseResponse = defineStatistic({
  name: "fitDoseResponse",
  version: "1.1.0",
  summary: "EC50 of every compound, with intervals",
  params: statisticParameters({
    dose: Type.String({ default: "dose", description: "Column of the plate map with the doses, 0 or above" }),
    compound: Type.String({
      default: "compound",
      description: "Column of the plate map with the compounds; without one all wells have the same",
    }),
  }),
  outputs: { curves: { kind: "table", columns: COLUMNS, description: "One row per compound and feature" } },
  citation: "Hill 1910; scipy.optimize.curve_fit (least squares)",
  run(wells, params) {
    const compounds = compoundsOf(wells, params.compound);
    const rows = wells.features.flatMap((feature) =>
      compounds.map((compound) => curveRow(wells, feature, compound, params)),
    );
    return { curves: { columns: COLUMNS, rows } };
  },
});

/** In order of first appearance; null alone where the plate map states none. */
function compoundsOf(wells: WellsOfPlate, column: string): readonly (string | null)[] {
  const at = wells.column(column);
  if (at < 0) return [null];
  const cells = wells.used.filter(({ role, row }) => role === "sample" && isFilled(row[at])).map(({ row }) => row[at]);
  return [...new Set(cells.map(String))];
}

function curveRow(
  wells: WellsOfPlate,
  feature: string,
  compound: string | null,
  { dose, compound: column }: { readonly dose: string; readonly compound: string },
): readonly Cell[] {
  const values = wells.table.columns.indexOf(feature);
  const doses = wells.column(dose);
  if (doses < 0) return [feature, compound, ...new Array(8).fill(null), `no column '${dose}' in the plate map`];
  const compounds = wells.column(column);
  const points = wells.used.flatMap(({ row, role }) => {
    const at = role === "negative" ? 0 : row[doses];
    const response = row[values];
    const isOurs =
      role === "negative" || (role === "sample" && (compound === null || String(row[compounds]) === compound));
    return isOurs && typeof at === "number" && at >= 0 && typeof response === "number" ? [[at, response] as const] : [];
  });
  const result = doseResponseOf(
    points.map(([at]) => at),
    points.map(([, response]) => response),
  );
  if (result.withheld !== null) return [feature, compound, ...new Array(7).fill(null), points.length, result.withheld];
  const { fit, ec50Interval, r2 } = result;
  const numbers = [fit.ec50, ...ec50Interval, fit.hill, fit.e0, fit.eInf, r2];
  return [feature, compound, ...numbers.map(finite), points.length, null];
}

function isFilled(cell: Cell | undefined): boolean {
  return cell !== null && cell !== undefined && String(cell).trim() !== "";
}
