import { Phase } from "@ohcs/context";
import { List } from "immutable";
import type { ReductionPlan } from "../draft/reduction-plan.ts";
import { freezeReduction, type ReductionSurroundings } from "./freeze-reduction.ts";

/** The phase of a reduction: its one context. */
export function reductionPhase(plan: ReductionPlan, index: number, surroundings: ReductionSurroundings): Phase {
  const context = freezeReduction(plan, surroundings);
  const { minWells } = plan;
  return new Phase({ index, name: context.axisId, kind: "reduce", contexts: List([context]), minWells });
}
