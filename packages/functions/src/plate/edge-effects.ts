import { type Cell, type FunctionEnvironment, parseWellId, plateShape, Type } from "@ohcs/context";
import { kruskalWallis, mannWhitney } from "../statistics/rank-tests.ts";
import { defineStatistic, statisticParameters } from "./define-statistic.ts";
import type { WellsOfPlate } from "./wells-of-plate.ts";

const COLUMNS = [
  "Feature",
  "Edge_Effect",
  "Edge_PValue",
  "Row_Effect",
  "Row_PValue",
  "Column_Effect",
  "Column_PValue",
  "Count_Edge",
  "Count_Interior",
  "Withheld",
];

const FEWEST_WELLS = 4;

/**
 * Do wells at the plate's border, in some rows or in some columns differ from the others? One row per feature, from the samples (wells
 * that are no controls). Edge: rank-biserial correlation (1: every well of the border is above every other one) and
 * Mann–Whitney's p. Rows and columns: ε² and Kruskal–Wallis' p. Rows and columns are those that the plate states, else of
 * the smallest standard one (6 … 1536) that holds its wells. Tests assume that samples are spread at random: layouts in which doses follow columns show an effect of columns. Withheld, with the
 * reason in `Withheld`, where fewer than 4 samples lie at the border or inside.
 */
export const edgeEffects = defineStatistic({
  name: "edgeEffects",
  version: "1.1.0",
  summary: "Tests for effects of the plate's border, rows and columns",
  params: statisticParameters({
    margin: Type.Integer({ default: 1, minimum: 1, maximum: 4, description: "How many wells wide the border is" }),
  }),
  outputs: { effects: { kind: "table", columns: COLUMNS, description: "One row per feature" } },
  citation: "scipy.stats.mannwhitneyu, kruskal (asymptotic); Tomczak & Tomczak 2014 (ε²)",
  run(wells, { margin }, { plateFormat }) {
    const rows = wells.features.map((feature) => effectsOn(wells, feature, margin, plateFormat));
    return { effects: { columns: COLUMNS, rows } };
  },
});

function effectsOn(
  wells: WellsOfPlate,
  feature: string,
  margin: number,
  stated: FunctionEnvironment["plateFormat"],
): readonly Cell[] {
  const samples = samplesOf(wells, feature);
  const name = wells.column("Well");
  const { rows, columns } = plateShape(
    wells.table.rows.map((row) => String(row[name])),
    stated,
  );
  const isEdge = ({ row, column }: Sample) => Math.min(row, column, rows - 1 - row, columns - 1 - column) < margin;
  const edge = samples.filter(isEdge);
  const interior = samples.filter((sample) => !isEdge(sample));
  const counts = [edge.length, interior.length];
  if (Math.min(...counts) < FEWEST_WELLS) {
    const reason = `${edge.length} samples at the border and ${interior.length} inside, ${FEWEST_WELLS} of each needed`;
    return [feature, null, null, null, null, null, null, ...counts, reason];
  }
  const tests = [
    mannWhitney(edge.map(numberOf), interior.map(numberOf)),
    kruskalWallis(grouped(samples, ({ row }) => row)),
    kruskalWallis(grouped(samples, ({ column }) => column)),
  ];
  return [feature, ...tests.flatMap(({ effect, pValue }) => [effect, pValue]), ...counts, null];
}

interface Sample {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

const numberOf = ({ value }: Sample): number => value;

function samplesOf(wells: WellsOfPlate, feature: string): readonly Sample[] {
  const at = wells.table.columns.indexOf(feature);
  const name = wells.column("Well");
  return wells.used.flatMap(({ row, role }) => {
    const value = row[at];
    return role === "sample" && typeof value === "number" ? [{ ...parseWellId(String(row[name])), value }] : [];
  });
}

function grouped(samples: readonly Sample[], keyOf: (sample: Sample) => number): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  for (const sample of samples) groups.set(keyOf(sample), [...(groups.get(keyOf(sample)) ?? []), sample.value]);
  return [...groups.values()];
}
