import { compareNatural, type Diagnostic } from "@ohcs/context";

/**
 * By plate, step, parameter, well, code and message: the order is deterministic. Problems without a step come first.
 */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compareNatural(a.where.plate ?? "", b.where.plate ?? "") ||
      (a.where.step?.index ?? -1) - (b.where.step?.index ?? -1) ||
      compareNatural(a.where.parameter ?? "", b.where.parameter ?? "") ||
      compareNatural(a.where.well ?? "", b.where.well ?? "") ||
      compareNatural(a.code, b.code) ||
      compareNatural(a.message, b.message),
  );
}
