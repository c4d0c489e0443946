import type { ReportData, ReportTable } from "../report-data.ts";
import { grouped, medianOf, numericColumns, tablesOfWells, valuesOf } from "./markup.ts";

/** A well that is unlike the others in a column. */
export interface Outlier {
  readonly well: string;
  readonly table: string;
  readonly column: string;
  /** What it looks like. */
  readonly looks: string;
  readonly value: number;
  readonly median: number;
  /** The well nearest to the median. */
  readonly usual: string;
  /** Robust z-score: deviations from the median in units of 1.4826 × the median absolute deviation. */
  readonly score: number;
}

/** From this robust z-score on a well stands out. */
const OUTLIER = 6;

/** Of fewer wells it is unknown what is usual. */
const FEWEST = 6;

interface Sign {
  readonly column: RegExp;
  readonly low: string;
  readonly high: string;
  /** Do differences count as ratios? */
  readonly isRatio: boolean;
  /** The least spread that is assumed: where nearly all wells are equal, tiny differences are none. */
  readonly least?: number;
}

/** Of the report's own pictures, then of tables about images, counts and stitching: features may differ among wells for good reasons. */
const OF_PICTURES: readonly Sign[] = [
  { column: /^Mean_/, low: "dim", high: "bright", isRatio: true },
  { column: /^Sharpness_/, low: "out of focus", high: "without structure", isRatio: true },
  { column: /^PercentMaximal_/, low: "", high: "saturated or empty", isRatio: false, least: 0.05 },
];
const OF_TABLES: readonly Sign[] = [
  { column: /^Count_/, low: "few objects", high: "many objects", isRatio: false },
  { column: /ImageQuality_PowerLogLogSlope/, low: "out of focus", high: "sharper", isRatio: false },
  { column: /ImageQuality_PercentMaximal/, low: "", high: "saturated or empty", isRatio: false, least: 0.05 },
  { column: /ImageQuality_FocusScore/, low: "low focus score", high: "high focus score", isRatio: true },
  { column: /^Stitching_MinCorrelation$/, low: "doubtful stitching", high: "", isRatio: false },
  {
    column: /^(Stitching_(ResidualRms|FallbackTiles)|QC_StitchingFallback)$/,
    low: "",
    high: "doubtful stitching",
    isRatio: false,
  },
];

/** What stands out, well by well: the well with the most that does comes first. */
export function outliers(data: ReportData): ReadonlyMap<string, readonly Outlier[]> {
  const found = tablesOfWells(data).flatMap((table) =>
    numericColumns(table).flatMap((column) => {
      const sign = (table.by === null ? OF_PICTURES : OF_TABLES).find((one) => one.column.test(column));
      return sign === undefined ? [] : inColumn(table, column, sign);
    }),
  );
  const wells = grouped(found, ({ well }) => well);
  const reach = ([, own]: readonly [string, readonly Outlier[]]) =>
    Math.max(...own.map(({ score }) => Math.abs(score)));
  return new Map([...wells].toSorted((a, b) => b[1].length - a[1].length || reach(b) - reach(a)));
}

function inColumn(table: ReportTable, column: string, sign: Sign): readonly Outlier[] {
  const scaled = (value: number) => (sign.isRatio ? Math.log(Math.max(value, 1e-6)) : value);
  const values = valuesOf(table, column);
  const all = [...values.values()];
  const median = medianOf(all);
  const spread = Math.max(
    sign.least ?? 0,
    1.4826 * medianOf(all.map((value) => Math.abs(scaled(value) - scaled(median)))),
  );
  if (all.length < FEWEST || spread === 0) return [];
  const [usual] = [...values].toSorted((a, b) => Math.abs(a[1] - median) - Math.abs(b[1] - median))[0] ?? [""];
  return [...values].flatMap(([well, value]) => {
    const score = (scaled(value) - scaled(median)) / spread;
    const low = value === 0 ? sign.low.replace("few", "no") : sign.low;
    const looks = score < 0 ? low : sign.high;
    return Math.abs(score) < OUTLIER || looks === ""
      ? []
      : [{ well, table: table.name, column, looks, value, median, usual, score }];
  });
}
