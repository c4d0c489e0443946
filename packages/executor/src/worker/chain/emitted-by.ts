import type { FunctionOutput, FunctionResult } from "@ohcs/context";
import { fail } from "../../errors.ts";
import type { LoadedCall } from "./load-chain.ts";

/** What a call gives to its step, by the names that it has there. @throws `FUNCTION_OUTPUT_MISSING` */
export function emittedBy(
  { plan }: LoadedCall,
  { outputs = {} }: Pick<FunctionResult, "outputs">,
): readonly (readonly [string, FunctionOutput])[] {
  return [...plan.outputs].map(([own, emitted]) => {
    const value = outputs[own];
    if (value !== undefined) return [emitted, value];
    const got = Object.keys(outputs);
    throw fail(
      "FUNCTION_OUTPUT_MISSING",
      `Cannot use the result of '${plan.export}': expected output '${own}', got '${got.join("', '")}'`,
      { details: { function: plan.export, output: own, got } },
    );
  });
}
