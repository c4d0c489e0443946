import { countOf } from "../text/count-of.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** `2 errors, 1 warning`; empty where there is none. */
export function diagnosticsCount(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic["severity"]) => diagnostics.filter((one) => one.severity === severity).length;
  const parts = (["error", "warning"] as const).filter((severity) => count(severity) > 0);
  return parts.map((severity) => countOf(count(severity), severity)).join(", ");
}
