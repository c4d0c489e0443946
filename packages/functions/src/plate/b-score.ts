import { type Cell, parseWellId } from "@ohcs/context";
import { medianPolish } from "../statistics/median-polish.ts";
import { madOf } from "../statistics/spread.ts";
import { defineScore, statisticParameters } from "./define-statistic.ts";
import { type Scores, type WellsOfPlate, withheld } from "./wells-of-plate.ts";

const FEWEST_LINES = 3;

/**
 * The table `wells` with features as B-scores: without the effects of rows and columns, which a median polish of the samples
 * finds, in units of 1.4826 × the median absolute deviation of what it leaves. Controls get scores too, but effects do not follow
 * them. Withheld, with the reason in `Metadata_Withheld`, where samples lie in fewer than 3 rows or columns.
 */
export const bScore = defineScore({
  name: "bScore",
  summary: "Wells as B-scores, without effects of rows and columns",
  params: statisticParameters({}),
  unit: "deviations",
  definition:
    "B-score, without effects of rows and columns, in units of 1.4826 × the median absolute deviation of the residuals",
  citation: "Brideau et al. 2003, J. Biomol. Screen. 8:634; stats::medpolish of R",
  scoresOf: polished,
});

function polished(wells: WellsOfPlate, feature: string): Scores {
  const at = wells.table.columns.indexOf(feature);
  const name = wells.column("Well");
  const placeOf = (row: readonly Cell[]) => parseWellId(String(row[name]));
  const samples = wells.used.flatMap(({ row, role }) => {
    const value = row[at];
    return role === "sample" && typeof value === "number" ? [{ ...placeOf(row), value }] : [];
  });
  const rows = indexOf(samples.map(({ row }) => row));
  const columns = indexOf(samples.map(({ column }) => column));
  if (rows.size < FEWEST_LINES || columns.size < FEWEST_LINES)
    return withheld(`samples in ${rows.size} rows and ${columns.size} columns, ${FEWEST_LINES} of each needed`);
  const matrix = Array.from({ length: rows.size }, () => new Array<number | null>(columns.size).fill(null));
  for (const { row, column, value } of samples) {
    const line = matrix[rows.get(row) ?? 0];
    if (line !== undefined) line[columns.get(column) ?? 0] = value;
  }
  const polish = medianPolish(matrix);
  const spread = madOf(polish.residuals.flat().filter((value) => value !== null));
  if (spread === 0) return withheld(`half of the samples or more have no residual of '${feature}'`);
  const score = (value: number, cells: readonly Cell[]) => {
    const place = placeOf(cells);
    const row = polish.rows[rows.get(place.row) ?? -1] ?? 0;
    const column = polish.columns[columns.get(place.column) ?? -1] ?? 0;
    return (value - polish.overall - row - column) / spread;
  };
  return { withheld: null, score };
}

/** Places in order → 0, 1, 2 … */
function indexOf(places: readonly number[]): ReadonlyMap<number, number> {
  return new Map([...new Set(places)].sort((a, b) => a - b).map((place, i) => [place, i]));
}
