import { CallPlan, type Dtype, freezeValue, frozenFromJson } from "@ohcs/context";
import { Map as ImmutableMap, List } from "immutable";
import type { MaterializedStep } from "../draft/materialized-step.ts";
import type { ResolvedCall } from "../draft/resolved-step.ts";

/** The chains of a step by pattern key; those that pass images unchanged are no chains. */
export function freezeChains({ step, callInputs, types }: MaterializedStep): ImmutableMap<string, List<CallPlan>> {
  const chains = [...step.chains].filter(([, calls]) => calls.length > 0);
  return ImmutableMap(
    chains.map(([key, calls]) => {
      const emitted = step.emissions.flatMap(({ name, sources }) => {
        const source = sources.get(key);
        return source === undefined ? [] : [{ ...source, name }];
      });
      const plans = calls.map((call, i) => {
        const outputs = emitted.filter((one) => one.call === i).map(({ output, name }) => [output, name] as const);
        return freezeCall(call, callInputs.get(key)?.[i] ?? [], new Map(outputs), types.get(key)?.takes[i] ?? null);
      });
      return [key, List(plans)];
    }),
  );
}

/** One call: which step inputs it takes, and under which names its outputs are known. */
export function freezeCall(
  { reference, declaration, parameters }: ResolvedCall,
  inputs: readonly string[],
  outputs: ReadonlyMap<string, string>,
  takes: Dtype | null = null,
): CallPlan {
  return new CallPlan({
    module: reference.module,
    export: reference.export,
    version: reference.version,
    contract: declaration.contract,
    memory: declaration.memory,
    takes,
    inputs: List(inputs),
    outputs: freezeValue(ImmutableMap(outputs), "outputs"),
    with: frozenFromJson(parameters, "with") as ImmutableMap<string, unknown>,
  });
}
