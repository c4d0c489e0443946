import { defineFunction } from "@ohcs/context";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { madOf, medianOf } from "../statistics/spread.ts";
import { type Scores, STATISTIC_PARAMETERS, WellsOfPlate, withheld } from "./wells-of-plate.ts";

const FEWEST_WELLS = 4;

/**
 * The table `wells` with features as robust z-scores: (value − median) / (1.4826 × median absolute deviation), both of the samples
 * (wells that are no controls; most of them should be inactive) or of the negative controls. Withheld, with the reason in
 * `Metadata_Withheld`, where fewer than 4 wells are there, or their deviation is 0.
 */
export const robustZScore = defineFunction({
  module: MODULE,
  name: "robustZScore",
  version: "1.0.0",
  summary: "Wells as robust z-scores of the plate",
  params: Type.Object(
    {
      ...STATISTIC_PARAMETERS,
      reference: Type.Union([Type.Literal("samples"), Type.Literal("negative")], {
        default: "samples",
        description: "The wells whose median is 0",
      }),
    },
    { additionalProperties: false },
  ),
  scope: "reduce",
  inputs: { wells: { kind: "table", description: "One row per well" } },
  outputs: {
    wells: {
      kind: "table",
      columns: ["Metadata_Withheld"],
      scores: {
        unit: "deviations",
        definition:
          "robust z-score, in units of 1.4826 × the median absolute deviation from the median of the reference wells",
      },
      description: "The same wells, features in deviations",
    },
  },
  returnsImage: false,
  citation: "Birmingham et al. 2009, Nat. Methods 6:569; pycytominer.normalize (mad_robustize)",
  run(inputs, params) {
    const wells = new WellsOfPlate(inputs, params);
    return { outputs: { wells: wells.scored((feature) => zScores(wells, feature, params.reference)) } };
  },
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
