import type { FunctionEnvironment, FunctionInputs, FunctionResult } from "./function-implementation.ts";

/**
 * A reduction that takes the wells one at a time: it needs the memory of one state and one well, however many there are.
 * `merge` must be associative with `empty` as its neutral element: partial states are merged in plate order, along a tree
 * that depends on the list of wells alone, so that every runner gives the same bytes.
 */
export interface Fold<Params, State = unknown, Inputs = FunctionInputs> {
  empty(params: Params): State;
  /** `state` with what one well committed; may change and return `state` itself. */
  add(state: State, inputs: Inputs, params: Params): State;
  /** May change and return `before`. */
  merge(before: State, after: State, params: Params): State;
  /** @param inputs What belongs to no well: `add` gets it with each, but there may be none. */
  finish(
    state: State,
    params: Params,
    environment: FunctionEnvironment,
    inputs: FunctionInputs,
  ): FunctionResult | Promise<FunctionResult>;
}
