import { CallPlan, type CallPlanFields, type Dtype, freezeValue, frozenFromJson } from "@ohcs/context";
import { Map as ImmutableMap, List } from "immutable";
import { saturationOf } from "../contracts/saturation.ts";
import { ON_CPU } from "../draft/compute-choice.ts";
import type { LinkedStep } from "../draft/linked-step.ts";
import type { MaterializedStep } from "../draft/materialized-step.ts";
import type { ResolvedCall } from "../draft/resolved-step.ts";

/** The chains of a step by pattern key; those that pass images unchanged are no chains. */
export function freezeChains(
  materialized: MaterializedStep,
  steps: readonly LinkedStep[],
  source: Dtype | null,
): ImmutableMap<string, List<CallPlan>> {
  const { step, callInputs, types, choices } = materialized;
  const chains = [...step.chains].filter(([, calls]) => calls.length > 0);
  return ImmutableMap(
    chains.map(([key, calls]) => {
      const emitted = step.emissions.flatMap(({ name, sources }) => {
        const source = sources.get(key);
        return source === undefined ? [] : [{ ...source, name }];
      });
      const plans = calls.map((call, i) => {
        const outputs = emitted.filter((one) => one.call === i).map(({ output, name }) => [output, name] as const);
        const { memory, fallback, reason } = choices.get(key)?.[i] ?? ON_CPU;
        const takes = types.get(key)?.takes[i] ?? null;
        const named = callInputs.get(key)?.[i] ?? [];
        const saturated = saturationOf({ step: materialized, key, index: i }, steps, source);
        const saturation = freezeValue(ImmutableMap(saturated), "saturation");
        return freezeCall(call, named, new Map(outputs), { memory, fallback, reason, takes, saturation });
      });
      return [key, List(plans)];
    }),
  );
}

/** One call: which step inputs it takes, under which names its outputs are known, and where and on what it computes. */
export function freezeCall(
  { reference, declaration, parameters }: ResolvedCall,
  inputs: readonly string[],
  outputs: ReadonlyMap<string, string>,
  place: Partial<Pick<CallPlanFields, "memory" | "fallback" | "reason" | "takes" | "saturation">> = {},
): CallPlan {
  return new CallPlan({
    module: reference.module,
    export: reference.export,
    version: reference.version,
    contract: declaration.contract,
    ...place,
    inputs: List(inputs),
    outputs: freezeValue(ImmutableMap(outputs), "outputs"),
    with: frozenFromJson(parameters, "with") as ImmutableMap<string, unknown>,
  });
}
