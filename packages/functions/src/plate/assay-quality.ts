import { type Cell, Type, tableFromRecords } from "@ohcs/context";
import { separationOf } from "../statistics/separation.ts";
import { meanOf, standardDeviationOf } from "../statistics/spread.ts";
import { defineStatistic, statisticParameters } from "./define-statistic.ts";
import type { WellsOfPlate } from "./wells-of-plate.ts";

const COLUMNS = [
  "Feature",
  "ZPrime",
  "ZPrime_CI95Low",
  "ZPrime_CI95High",
  "RobustZPrime",
  "SSMD",
  "RobustSSMD",
  "SignalToBackground",
  "Mean_Positive",
  "Mean_Negative",
  "Std_Positive",
  "Std_Negative",
  "Count_Positive",
  "Count_Negative",
  "Withheld",
] as const;

/**
 * How well the controls of a plate are apart, one row per feature: Z' with its 95 % interval (bootstrap over wells), robust Z',
 * SSMD, robust SSMD, signal to background, and means and standard deviations of both controls. Withheld, with the reason in
 * `Withheld`, where a control has fewer wells than `minControls`.
 */
export const assayQuality = defineStatistic({
  name: "assayQuality",
  summary: "Z', SSMD and their kin from the controls of a plate",
  params: statisticParameters({
    minControls: Type.Integer({ default: 3, minimum: 2, description: "Fewest wells of each control" }),
  }),
  outputs: { quality: { kind: "table", columns: COLUMNS, description: "One row per feature" } },
  citation: "Zhang et al. 1999, J. Biomol. Screen. 4:67 (Z'); Zhang 2007, Genomics 89:552 (SSMD)",
  run(wells, { minControls }) {
    const rows = wells.features.map((feature) => qualityOf(wells, feature, minControls));
    return { quality: rows.length === 0 ? { columns: COLUMNS, rows: [] } : tableFromRecords(rows) };
  },
});

function qualityOf(wells: WellsOfPlate, feature: string, minControls: number): Record<string, Cell> {
  const positives = wells.valuesOf(feature, "positive");
  const negatives = wells.valuesOf(feature, "negative");
  const reason = wells.withoutControls ?? tooFew(positives.length, negatives.length, minControls);
  const cells: Partial<Record<(typeof COLUMNS)[number], Cell>> = {
    Feature: feature,
    Count_Positive: positives.length,
    Count_Negative: negatives.length,
    Withheld: reason,
  };
  if (reason === null) {
    const { zPrime, zPrimeInterval, robustZPrime, ssmd, robustSsmd, signalToBackground } = separationOf(
      positives,
      negatives,
    );
    Object.assign(cells, {
      ZPrime: zPrime,
      ZPrime_CI95Low: zPrimeInterval[0],
      ZPrime_CI95High: zPrimeInterval[1],
      RobustZPrime: robustZPrime,
      SSMD: ssmd,
      RobustSSMD: robustSsmd,
      SignalToBackground: signalToBackground,
      Mean_Positive: meanOf(positives),
      Mean_Negative: meanOf(negatives),
      Std_Positive: standardDeviationOf(positives),
      Std_Negative: standardDeviationOf(negatives),
    });
  }
  return Object.fromEntries(COLUMNS.map((column) => [column, cells[column] ?? null]));
}

function tooFew(positives: number, negatives: number, fewest: number): string | null {
  if (positives >= fewest && negatives >= fewest) return null;
  return `${positives} positive and ${negatives} negative controls, ${fewest} of each needed`;
}
