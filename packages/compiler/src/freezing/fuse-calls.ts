import { CallPlan, frozenFromJson, type Json, toJson } from "@ohcs/context";
import type { Map as ImmutableMap } from "immutable";
import type { ResolvedCall } from "../draft/resolved-step.ts";

/** A call as it is planned, with what its function declares. */
export interface DeclaredCall {
  readonly plan: CallPlan;
  readonly declaration: ResolvedCall["declaration"];
}

/** The calls of a chain, those of single pixels that follow each other as one: images are read and written once, to the same bytes. */
export function fuseCalls(chain: readonly DeclaredCall[]): readonly CallPlan[] {
  const runs: DeclaredCall[][] = [];
  for (const call of chain) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && isFusible(run[0]) && isFusible(call) && isOfOneKind(run[0], call)) run.push(call);
    else runs.push([call]);
  }
  return runs.flatMap((run) => fused(run) ?? run.map(({ plan }) => plan));
}

function isFusible({ plan, declaration }: DeclaredCall): boolean {
  const isAlone = plan.inputs.isEmpty() && plan.outputs.isEmpty();
  return declaration.fusesInto !== null && isAlone && plan.memory === "cpu" && plan.contract === "2d";
}

function isOfOneKind(a: DeclaredCall, b: DeclaredCall): boolean {
  const [one, other] = [a.declaration.fusesInto, b.declaration.fusesInto];
  const isSame = one?.export === other?.export && one?.version === other?.version;
  return isSame && a.plan.module === b.plan.module && a.plan.origin.equals(b.plan.origin);
}

/** One call for several. Chains of functions that are all exact keep their integers, for which there is no such call. */
function fused(run: readonly DeclaredCall[]): CallPlan | null {
  const [first] = run;
  const into = first?.declaration.fusesInto;
  if (first === undefined || !into || run.length === 1 || run.every(({ declaration }) => declaration.exact))
    return null;
  const calls = run.map(({ plan }): Json => ({ use: plan.export, with: toJson(plan.with) }));
  const { module, origin, takes } = first.plan;
  const parameters = frozenFromJson({ calls }, "with") as ImmutableMap<string, unknown>;
  return new CallPlan({ module, export: into.export, version: into.version, origin, takes, with: parameters });
}
