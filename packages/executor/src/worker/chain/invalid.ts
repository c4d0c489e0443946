import { fail } from "../../errors.ts";
import type { LoadedCall } from "./load-chain.ts";

/** The error of a function that breaks its declaration. */
export function invalid({ plan }: LoadedCall, expected: string, got: string, cause?: unknown): Error {
  const message = `Cannot use the result of '${plan.export}': expected ${expected}, got ${got}`;
  return fail("FUNCTION_RESULT_INVALID", message, { details: { function: plan.export }, cause });
}
