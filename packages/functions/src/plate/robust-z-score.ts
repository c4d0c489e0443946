import { Type } from "@sinclair/typebox";
import { madOf, medianOf } from "../statistics/spread.ts";
import { defineScore, statisticParameters } from "./define-statistic.ts";
import { type Scores, type WellsOfPlate, withheld } from "./wells-of-plate.ts";

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

function zScores(wells: WellsOfPlate, feature: string, reference: "samples" | "negative"): Scores {
  if (reference === "negative" && wells.withoutControls !== null) return withheld(wells.withoutControls);
  const values = wells.valuesOf(feature, reference === "samples" ? "sample" : "negative");
  const name = reference === "samples" ? "samples" : "negative controls";
  if (values.length < FEWEST_WELLS) return withheld(`${values.length} ${name}, ${FEWEST_WELLS} needed`);
  const [centre, spread] = [medianOf(values), madOf(values)];
  if (spread === 0) return withheld(`half of the ${name} or more have the same '${feature}'`);
  return { withheld: null, score: (value) => (value - centre) / spread };
}
