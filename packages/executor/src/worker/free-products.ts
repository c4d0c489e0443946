import type { StepPlan } from "@ohcs/context";
import { INTERMEDIATE_BACKEND } from "./storage/backend-names.ts";
import type { WellScope } from "./well-scope.ts";

/** An output of a step, in the intermediate backend. */
interface Held {
  readonly step: number;
  readonly output: string;
}

/** For every step, the outputs that no step after it reads. */
export function lastReads(plans: Iterable<StepPlan>): ReadonlyMap<number, readonly Held[]> {
  const reader = new Map<string, { readonly held: Held; readonly by: number }>();
  for (const plan of plans)
    for (const { source, step, output } of plan.inputs.values())
      if (source === "step" && step !== null && output !== null)
        reader.set(`${step}/${output}`, { held: { step, output }, by: plan.stepIndex });
  const freed = new Map<number, Held[]>();
  for (const { held, by } of reader.values()) freed.set(by, [...(freed.get(by) ?? []), held]);
  return freed;
}

/** Gives the memory of outputs back that were read for the last time. */
export async function freeProducts({ products, storage, bytes }: WellScope, held: readonly Held[]): Promise<void> {
  for (const { step, output } of held)
    for (const { path, bytes: size } of products.take(step, output)) {
      await storage.delete(path, INTERMEDIATE_BACKEND);
      bytes.release(size);
    }
}
