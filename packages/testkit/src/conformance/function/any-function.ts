import type { DefinedFunction, FunctionCall, FunctionEnvironment, FunctionInputs, FunctionResult } from "@ohcs/context";

/** What `defineFunction` makes, whatever its parameters. */
export interface AnyFunction extends Pick<DefinedFunction, "declaration"> {
  (parameters?: never): FunctionCall;
  readonly run: (
    inputs: FunctionInputs,
    params: never,
    environment: FunctionEnvironment,
  ) => FunctionResult | Promise<FunctionResult>;
}
