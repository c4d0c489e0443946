import { type Diagnostic, diagnosticsCount } from "@ohcs/context";
import { fail } from "../errors.ts";

/** The error of a pipeline that cannot run, or of what else cannot be used, with every problem in its details. */
export function compileFailed(diagnostics: readonly Diagnostic[], attempt = "compile the pipeline"): Error {
  const message = `Cannot ${attempt}: expected no errors, got ${diagnosticsCount(diagnostics)}`;
  return fail("COMPILE_FAILED", message, { details: { diagnostics } });
}
