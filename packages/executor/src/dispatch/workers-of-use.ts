import { type CompiledPlate, completeTuning, type StepPlan, type WellRunner, type WorkerTuning } from "@ohcs/context";

/** How many workers a plate has work for. */
export interface WorkersOfUse {
  /** Those that can have a well of their own. */
  readonly wells: number;
  /** Those that can have a group of a step of their own, where there are fewer wells. */
  readonly groups: number;
}

/** At least one of each. */
export function workersOfUse({ phases }: CompiledPlate): WorkersOfUse {
  const wells = Math.max(1, ...phases.map(({ contexts }) => contexts.size));
  const plans = phases.flatMap(({ contexts }) => contexts.flatMap(({ stepPlans }) => stepPlans));
  return { wells, groups: Math.max(wells, ...plans.map(groupsOf)) };
}

/** A fold is one after the other. */
function groupsOf({ stepType, groups }: StepPlan): number {
  return stepType === "fold" ? 1 : groups.size;
}

/** Will idle workers of `runner` help with wells of others? */
export function doesSpread(
  { spreads = false }: Pick<WellRunner, "spreads">,
  tuning: WorkerTuning | undefined,
): boolean {
  return spreads && completeTuning(tuning).spread;
}
