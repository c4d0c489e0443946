import type { Static, TObject } from "@sinclair/typebox";
import type { DeclaredInputs, InputDeclarations, UsualInputs } from "./declared-inputs.ts";
import { type DefinedFunction, defineFunction, type FunctionDefinition } from "./define-function.ts";
import type { Fold } from "./fold.ts";
import { foldWells } from "./fold-wells.ts";
import type { FunctionInput, FunctionInputs, InputKey } from "./function-implementation.ts";

/** A fold as its author writes it: a declaration, and the functions that make and combine states. */
export type FoldDefinition<Params extends TObject, State, Inputs extends InputDeclarations = UsualInputs> = Omit<
  FunctionDefinition<Params, Inputs>,
  "run" | "fold" | "scope" | "reduction" | "returnsImage" | "contract" | "over" | "memory" | "gpu"
> &
  Fold<Static<Params>, State, DeclaredInputs<Inputs>>;

/**
 * Declares a reduction that takes the wells one at a time, in memory that does not depend on their number.
 *
 * ```ts
 * const total = defineFold({
 *   ...{ name: "total", version: "1.0.0", summary: "Sums the counts of all wells", params: NO_PARAMETERS },
 *   ...{ inputs: { counts: { kind: "json" } }, outputs: { total: { kind: "json" } } },
 *   empty: () => 0,
 *   add: (sum, { counts }) => sum + Number(counts.values[0]),
 *   merge: (a, b) => a + b,
 *   finish: (sum) => ({ outputs: { total: sum } }),
 * });
 * ```
 * @throws `DECLARATION_INVALID` as `defineFunction`
 */
export function defineFold<const Params extends TObject, State, const Inputs extends InputDeclarations = UsualInputs>(
  definition: FoldDefinition<Params, State, Inputs>,
): DefinedFunction<Params> {
  const { empty, add, merge, finish, ...declaration } = definition;
  // The caller has linked the declared inputs.
  const fold = Object.freeze({ empty, add, merge, finish }) as Fold<Static<Params>, State>;
  return defineFunction<Params, InputDeclarations>({
    ...(declaration as unknown as FunctionDefinition<Params, InputDeclarations>),
    scope: "reduce",
    reduction: "fold",
    returnsImage: false,
    exact: true,
    fold: fold as Fold<Static<Params>>,
    run: (inputs, params, environment) => {
      const wells = wellsIn(inputs);
      const state = foldWells(fold, wells, params, (well) => ofWell(inputs, well));
      return state.then((folded) => finish(folded, params, environment, ofWell(inputs, undefined)));
    },
  });
}

/** The wells, or plates, for which any input has values, in the order in which they are given. */
function wellsIn(inputs: FunctionInputs): readonly string[] {
  return [...new Set(Object.values(inputs).flatMap((input) => keysOf(input).flatMap((key) => unitOf(key) ?? [])))];
}

function unitOf({ well, plate }: InputKey): string | undefined {
  return well ?? plate;
}

function keysOf(input: FunctionInput): readonly InputKey[] {
  return "keys" in input ? input.keys : [];
}

/** The inputs for one well; values that belong to no well are given to all, and alone where it is undefined. */
function ofWell(inputs: FunctionInputs, well: string | undefined): FunctionInputs {
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, partOf(input, well)]));
}

function partOf(input: FunctionInput, well: string | undefined): FunctionInput {
  if (!("keys" in input)) return input;
  const isKept = (_: unknown, i: number) => [undefined, well].includes(unitOf(input.keys[i] ?? {}));
  const keys = input.keys.filter(isKept);
  return input.kind === "table"
    ? { kind: "table", tables: input.tables.filter(isKept), keys }
    : { kind: "json", values: input.values.filter(isKept), keys };
}
