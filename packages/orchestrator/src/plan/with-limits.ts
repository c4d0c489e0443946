import { CompiledPlate, ContextConfig, Phase, ProcessingContext, StepPlan } from "@ohcs/context";

/** Retries and deadline of wells. Omitted values are as compiled. */
export interface WellLimits {
  /** Further attempts after a failure. */
  readonly retries?: number;
  /** Deadline in seconds; null for none. */
  readonly timeoutS?: number | null;
}

/**
 * A compiled plate whose wells have other limits, as if it had been compiled with these on the command line: they hold for
 * each well and each of its steps. No fingerprint changes.
 */
export function withLimits(plate: CompiledPlate, limits: WellLimits): CompiledPlate {
  if (Object.keys(limits).length === 0) return plate;
  const stepPlans = sharedPlans(limits);
  const changed = (context: ProcessingContext) =>
    new ProcessingContext({
      ...context.toObject(),
      config: new ContextConfig({ ...context.config.toObject(), ...limits }),
      stepPlans: context.axis === "well" ? stepPlans(context.stepPlans) : context.stepPlans,
    });
  const phases = plate.phases.map((phase) => new Phase({ ...phase.toObject(), contexts: phase.contexts.map(changed) }));
  return new CompiledPlate({ ...plate.toObject(), phases });
}

/** Wells of equal structure still share their plans. */
function sharedPlans(limits: WellLimits) {
  const known = new Map<ProcessingContext["stepPlans"], ProcessingContext["stepPlans"]>();
  return (plans: ProcessingContext["stepPlans"]) => {
    const changed = known.get(plans) ?? plans.map((plan) => new StepPlan({ ...plan.toObject(), ...limits }));
    known.set(plans, changed);
    return changed;
  };
}
