import type { Diagnostic } from "@ohcs/context";
import { type CliErrorCode, cliErrors } from "../errors.ts";

/** A configuration file that cannot be used, as a diagnostic among those of the compiler. */
export function configProblem(
  code: Extract<CliErrorCode, `CONFIG_${string}`>,
  file: string,
  facts: { readonly expected: string; readonly got: string; readonly examples?: readonly string[] },
): Diagnostic {
  const { expected, got, examples = [] } = facts;
  return {
    severity: "error",
    code,
    where: { config: "", file },
    expected,
    got,
    hint: cliErrors[code].remedy,
    message: `Cannot use configuration file '${file}': expected ${expected}, got ${got}`,
    count: Math.max(1, examples.length),
    examples,
  };
}
