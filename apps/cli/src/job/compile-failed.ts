import type { Diagnostic } from "@ohcs/context";
import { fail } from "../errors.ts";
import { diagnosticsCount } from "../views/diagnostics-view.ts";

/** The error of a pipeline that cannot run, with every problem in its details. */
export function compileFailed(diagnostics: readonly Diagnostic[]): Error {
  const message = `Cannot compile the pipeline: expected no errors, got ${diagnosticsCount(diagnostics)}`;
  return fail("COMPILE_FAILED", message, { details: { diagnostics } });
}
