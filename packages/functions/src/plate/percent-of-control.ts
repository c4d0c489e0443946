import { Type } from "@sinclair/typebox";
import { meanOf } from "../statistics/spread.ts";
import { defineScore, statisticParameters } from "./define-statistic.ts";
import { type Scores, type WellsOfPlate, withheld } from "./wells-of-plate.ts";

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
