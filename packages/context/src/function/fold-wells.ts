import type { Fold } from "./fold.ts";
import type { FunctionInputs } from "./function-implementation.ts";

/** Wells that are folded from `empty` before their state is merged with those before. */
const BLOCK = 16;

/**
 * Folds the wells in the order given: blocks of them from `empty`, the blocks merged one after the other. The shape
 * depends on the list alone, so that sums of floats come out the same wherever blocks are folded. `load` gives the inputs of
 * one well and is called once for each.
 */
export async function foldWells<Params, State>(
  fold: Fold<Params, State>,
  wells: readonly string[],
  params: Params,
  load: (well: string) => FunctionInputs | Promise<FunctionInputs>,
): Promise<State> {
  let whole = fold.empty(params);
  for (let start = 0; start < wells.length; start += BLOCK) {
    let block = fold.empty(params);
    for (const well of wells.slice(start, start + BLOCK)) block = fold.add(block, await load(well), params);
    whole = fold.merge(whole, block, params);
  }
  return whole;
}
