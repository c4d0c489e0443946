import {
  type CompiledPlate,
  completeTuning,
  type Phase,
  type ProcessingContext,
  type StepPlan,
  type WellRunner,
  type WorkerTuning,
} from "@ohcs/context";
import { adaptersOf } from "../gpu/adapters-of.ts";
import type { GpuWorkers } from "../gpu/gpu-workers.ts";

/** How many workers a plate has work for. */
export interface WorkersOfUse {
  /** Those that can have a well of their own. */
  readonly wells: number;
  /** Those that can have a group of a step of their own, where there are fewer wells. */
  readonly groups: number;
}

/** At least one of each; where all wells of a phase need a GPU no more than there are slots. */
export function workersOfUse({ phases }: CompiledPlate, gpus: Pick<GpuWorkers, "slotsOf"> | null): WorkersOfUse {
  const wells = Math.max(1, ...phases.map((phase) => Math.min(phase.contexts.size, slotsFor(phase, gpus))));
  const plans = phases.flatMap(({ contexts }) => contexts.filter(({ gpu }) => gpu === null)).flatMap(stepPlansOf);
  return { wells, groups: Math.max(wells, ...plans.map(groupsOf)) };
}

function stepPlansOf({ stepPlans }: ProcessingContext): readonly StepPlan[] {
  return stepPlans.toArray();
}

/** Where an adapter is gone its wells fail, or run on the CPU: no limit either. */
function slotsFor({ contexts }: Phase, gpus: Pick<GpuWorkers, "slotsOf"> | null): number {
  const isFree = gpus === null || contexts.some(({ gpu }) => gpu === null);
  return (isFree ? 0 : gpus.slotsOf(adaptersOf(contexts.toArray()))) || Number.POSITIVE_INFINITY;
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
