import type { DefinedFunction, FunctionCall, FunctionEnvironment, FunctionInputs, FunctionResult } from "@ohcs/context";

/** A result of `defineFunction` with any parameters. */
export interface AnyFunction extends Pick<DefinedFunction, "declaration"> {
  (parameters?: never): FunctionCall;
  readonly run: (
    inputs: FunctionInputs,
    params: never,
    environment: FunctionEnvironment,
  ) => FunctionResult | Promise<FunctionResult>;
}
