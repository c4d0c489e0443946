import { type Fold, type FunctionInput, foldWells, isCollected, type StateFold } from "@ohcs/context";
import { fail } from "../../errors.ts";
import { at } from "../../well/place.ts";
import { collected, contributing } from "../inputs/collected.ts";
import type { GroupScope } from "../well-scope.ts";
import { called } from "./call-once.ts";
import type { ChainResult } from "./chain-result.ts";
import type { ChainSurroundings } from "./chain-surroundings.ts";
import { checkResult } from "./check-result.ts";
import { emittedBy } from "./emitted-by.ts";
import type { LoadedCall } from "./load-chain.ts";

/**
 * Runs a fold: what the wells, or plates, committed is read one at a time, in plate order; `inputs` is what belongs to none.
 * Memory holds one state and one well.
 * @throws what the fold throws as `FUNCTION_FAILED`, `FUNCTION_OUTPUT_MISSING`, what reading throws naming the file
 */
export async function runFold(
  scope: GroupScope,
  call: LoadedCall,
  inputs: ReadonlyMap<string, FunctionInput>,
  { environment, pause }: Pick<ChainSurroundings, "environment" | "pause">,
): Promise<ChainResult> {
  const { fn, params, plan } = call;
  const { fold } = fn;
  if (fold === null)
    throw fail("FUNCTION_NOT_FOUND", `Cannot fold with '${plan.export}': expected a function made with defineFold`);
  const links = [...scope.plan.inputs].filter(([, link]) => isCollected(link));
  const ofWell = async (well: string) => {
    await pause();
    const own = links.map(async ([name, link]) => [name, await collected(scope, link, [well])] as const);
    return { ...Object.fromEntries(inputs), ...Object.fromEntries(await Promise.all(own)) };
  };
  const state = await foldWells(guarded(fold, plan), contributing(scope.task), params, ofWell);
  return at({ function: plan.export }, async () => {
    const finished = await called(plan, () => fold.finish(state, params, environment, Object.fromEntries(inputs)));
    const result = checkResult(call, {}, finished);
    const notices = (result.notices ?? []).map((notice) => ({ ...notice, function: plan.export }));
    return { image: null, outputs: new Map(emittedBy(call, result)), notices };
  });
}

/** The fold with its own errors distinguished from those of reading. */
function guarded<Params>(fold: Fold<Params>, plan: LoadedCall["plan"]): StateFold<Params, unknown> {
  const guard = <Value>(run: () => Value) => at({ function: plan.export }, () => called(plan, run));
  return {
    empty: (params) => guard(() => fold.empty(params)),
    add: (state, inputs, params) => guard(() => fold.add(state, inputs, params)),
    merge: (before, after, params) => guard(() => fold.merge(before, after, params)),
  };
}
