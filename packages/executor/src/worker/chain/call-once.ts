import { type FunctionInputs, type FunctionResult, isOhcsError } from "@ohcs/context";
import { fail } from "../../errors.ts";
import { adoptResult, memoryOfCall } from "./chain-memory.ts";
import type { ChainSurroundings } from "./chain-surroundings.ts";
import { checkResult } from "./check-result.ts";
import { environmentFor } from "./environment-of.ts";
import type { LoadedCall } from "./load-chain.ts";

/**
 * Calls a function, holds it to its declaration, counts what it returned, takes back what else it was lent, and gives others a turn.
 * @throws whatever it throws as `FUNCTION_FAILED` with that as its cause · `FUNCTION_RESULT_INVALID` · `WELL_MEMORY_EXCEEDED`
 */
export async function callOnce(
  call: LoadedCall,
  inputs: FunctionInputs,
  { environment, lease, pause }: ChainSurroundings,
): Promise<FunctionResult> {
  const { fn, params, plan } = call;
  const { allocate, keepOnly } = memoryOfCall(lease);
  const own = environmentFor(plan, environment, { allocate });
  const result = checkResult(call, inputs, await called(plan, () => fn.run(inputs, params, own)));
  keepOnly(result);
  adoptResult(lease, result);
  await pause();
  return result;
}

/** Runs what belongs to the function of `plan`; whatever it throws becomes `FUNCTION_FAILED`, but for errors of what it was given. */
export async function called<Value>(plan: LoadedCall["plan"], run: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (cause) {
    if (isOhcsError(cause, "FUNCTION_EXITED", "WELL_MEMORY_EXCEEDED") || isGpuError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : `'${String(cause)}' thrown`;
    throw fail("FUNCTION_FAILED", `Cannot run '${plan.export}': ${reason}`, {
      details: { function: plan.export },
      // The author of a function knows whether its failure is transient.
      retryable: isOhcsError(cause) && cause.retryable,
      cause,
    });
  }
}

/** Was it raised by a GPU, or on the way to one, rather than by the function that ran there? */
function isGpuError(error: unknown): boolean {
  return isOhcsError(error) && error.code.startsWith("GPU_");
}
