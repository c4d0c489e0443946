import { type Cell, parseWellId, Type } from "@ohcs/context";
import { medianPolish } from "../statistics/median-polish.ts";
import { madOf, meanOf, medianOf } from "../statistics/spread.ts";
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

const FEWEST_WELLS = 4;

/**
 * The table `wells` with features as robust z-scores: (value − median) / (1.4826 × median absolute deviation), both of the samples
 * (wells that are no controls; most of them should be inactive) or of the negative controls. Withheld, with the reason in
 * `Metadata_Withheld`, where fewer than 4 wells are there, or their deviation is 0.
 */
export const robustZScore = defineScore({
  name: "robustZScore",
  summary: "Wells as robust z-scores of the plate",
  params: statisticParameters({
    reference: Type.Union([Type.Literal("samples"), Type.Literal("negative")], {
      default: "samples",
      description: "The wells whose median is 0",
    }),
  }),
  unit: "deviations",
  definition:
    "robust z-score, in units of 1.4826 × the median absolute deviation from the median of the reference wells",
  citation: "Birmingham et al. 2009, Nat. Methods 6:569; pycytominer.normalize (mad_robustize)",
  scoresOf: (wells, feature, { reference }) => zScores(wells, feature, reference),
});

const FEWEST_CONTROLS = 2;

/**
 * The table `wells` with features as percentages: of the mean of the negative controls, or, between both controls, 0 at the mean
 * of the negative and 100 at that of the positive ones (normalized percent inhibition). Withheld, with the reason in
 * `Metadata_Withheld`, where a control has fewer than 2 wells.
 */
export const percentOfControl = defineScore({
  name: "percentOfControl",
  summary: "Wells as percentages of the controls",
  params: statisticParameters({
    scale: Type.Union([Type.Literal("negative"), Type.Literal("betweenControls")], {
      default: "negative",
      description: "100 is the mean of the negative controls; or 0 that of the negative, 100 that of the positive ones",
    }),
  }),
  unit: "percent",
  definition:
    "percent of the mean of the negative controls, or, with scale betweenControls, 0 at the mean of the negative and 100 at that of the positive ones",
  citation: "Malo et al. 2006, Nat. Biotechnol. 24:167 (POC, NPI)",
  scoresOf: (wells, feature, { scale }) => percentages(wells, feature, scale),
});

function percentages(wells: WellsOfPlate, feature: string, scale: "negative" | "betweenControls"): Scores {
  if (wells.withoutControls !== null) return withheld(wells.withoutControls);
  const negatives = wells.valuesOf(feature, "negative");
  if (negatives.length < FEWEST_CONTROLS)
    return withheld(`${negatives.length} negative controls, ${FEWEST_CONTROLS} needed`);
  const negative = meanOf(negatives);
  if (scale === "negative") return { withheld: null, score: (value) => (100 * value) / negative };
  const positives = wells.valuesOf(feature, "positive");
  if (positives.length < FEWEST_CONTROLS)
    return withheld(`${positives.length} positive controls, ${FEWEST_CONTROLS} needed`);
  const range = meanOf(positives) - negative;
  return { withheld: null, score: (value) => (100 * (value - negative)) / range };
}

function zScores(wells: WellsOfPlate, feature: string, reference: "samples" | "negative"): Scores {
  if (reference === "negative" && wells.withoutControls !== null) return withheld(wells.withoutControls);
  const values = wells.valuesOf(feature, reference === "samples" ? "sample" : "negative");
  const name = reference === "samples" ? "samples" : "negative controls";
  if (values.length < FEWEST_WELLS) return withheld(`${values.length} ${name}, ${FEWEST_WELLS} needed`);
  const [centre, spread] = [medianOf(values), madOf(values)];
  if (spread === 0) return withheld(`half of the ${name} or more have the same '${feature}'`);
  return { withheld: null, score: (value) => (value - centre) / spread };
}

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
