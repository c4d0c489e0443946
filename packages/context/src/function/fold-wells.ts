import type { FunctionInputs } from "./function-implementation.ts";

/** Wells folded from `empty` in one block, whose state is then merged with that of the blocks before. */
const BLOCK = 16;

/** The part of a fold that makes and combines states, for wrappers. */
export interface StateFold<Params, State> {
  empty(params: Params): State | Promise<State>;
  add(state: State, inputs: FunctionInputs, params: Params): State | Promise<State>;
  merge(before: State, after: State, params: Params): State | Promise<State>;
}

/**
 * Folds the wells in the order given: blocks of them from `empty`, the blocks merged one after the other. The blocks
 * depend on the list alone, so that floating-point sums are the same wherever blocks are folded. `load` gives the
 * inputs of one well and is called once for each.
 */
export async function foldWells<Params, State>(
  fold: StateFold<Params, State>,
  wells: readonly string[],
  params: Params,
  load: (well: string) => FunctionInputs | Promise<FunctionInputs>,
): Promise<State> {
  let whole = await fold.empty(params);
  for (let start = 0; start < wells.length; start += BLOCK) {
    let block = await fold.empty(params);
    for (const well of wells.slice(start, start + BLOCK)) block = await fold.add(block, await load(well), params);
    whole = await fold.merge(whole, block, params);
  }
  return whole;
}
