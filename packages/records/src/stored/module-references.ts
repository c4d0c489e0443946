import type { BackendUse, CallPlan, CompiledPlate, ModuleReference } from "@ohcs/context";
import { backendsOf } from "./well-contexts.ts";

/** How the contexts of a plate refer to functions and backends, each module and export once. */
export function moduleReferences(plate: Pick<CompiledPlate, "phases">): readonly ModuleReference[] {
  const all = [...callsOf(plate).map(calledAs), ...[...backendsOf(plate).values()].map(usedAs)];
  return [...new Map(all.map((one) => [`${one.module}#${one.export}`, one])).values()];
}

function callsOf({ phases }: Pick<CompiledPlate, "phases">): readonly CallPlan[] {
  const plans = new Set(phases.flatMap(({ contexts }) => contexts.map(({ stepPlans }) => stepPlans)));
  return [...plans].flatMap((steps) =>
    [...steps].flatMap(({ func }) => [...func.values()].flatMap((chain) => [...chain])),
  );
}

function calledAs({ module, export: name, version, origin }: CallPlan): ModuleReference {
  return { module, export: name, version, ...origin.toObject() };
}

function usedAs({ use }: BackendUse): ModuleReference {
  const { module, export: name, version, packageVersion, sha256 } = use;
  const reference = { module, export: name, version };
  return packageVersion === null || sha256 === null ? reference : { ...reference, packageVersion, sha256 };
}
