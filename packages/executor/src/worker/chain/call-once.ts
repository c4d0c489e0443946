import { type FunctionEnvironment, type FunctionInputs, type FunctionResult, isOhcsError } from "@ohcs/context";
import { fail } from "../../errors.ts";
import { isGpuError } from "../gpu/is-gpu-error.ts";
import type { LoadedCall } from "./load-chain.ts";

/** Calls a function; whatever it throws becomes `FUNCTION_FAILED` with that as its cause, but for errors of a GPU. */
export function callOnce(
  { fn, params, plan }: LoadedCall,
  inputs: FunctionInputs,
  environment: FunctionEnvironment,
): Promise<FunctionResult> {
  return called(plan, () => fn.run(inputs, params, environment));
}

/** Runs what belongs to the function of `plan`, with the same errors as a call of it. */
export async function called<Value>(plan: LoadedCall["plan"], run: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (cause) {
    if (isOhcsError(cause, "FUNCTION_EXITED") || isGpuError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : `'${String(cause)}' thrown`;
    throw fail("FUNCTION_FAILED", `Cannot run '${plan.export}': ${reason}`, {
      details: { function: plan.export },
      // Whoever wrote the function knows whether its failure may pass.
      retryable: isOhcsError(cause) && cause.retryable,
      cause,
    });
  }
}
