import { type CompiledPlate, type ProcessingContext, toJson } from "@ohcs/context";
import type { BackendReference } from "@ohcs/filemanager";

/** The modules that the contexts of wells name, each once: those of backends, then those of functions. */
export function modulesOfWells({ phases }: Pick<CompiledPlate, "phases">): readonly string[] {
  const contexts = phases.filter(({ kind }) => kind === "map").flatMap((phase) => phase.contexts);
  // Most wells of a plate share both.
  const backends = new Set(contexts.map((context) => context.backends));
  const plans = new Set(contexts.map(({ stepPlans }) => stepPlans));
  return [...new Set([...[...backends].flatMap(modulesOfBackends), ...[...plans].flatMap(modulesOfFunctions)])];
}

function modulesOfBackends(backends: ProcessingContext["backends"]): readonly string[] {
  const references = toJson(backends) as unknown as Readonly<Record<string, BackendReference>>;
  return Object.values(references).map(({ use }) => use.module);
}

function modulesOfFunctions(plans: ProcessingContext["stepPlans"]): readonly string[] {
  return plans
    .toArray()
    .flatMap(({ func }) => [...func.values()].flatMap((chain) => chain.toArray()).map(({ module }) => module));
}
