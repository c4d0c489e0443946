import type { Diagnostic } from "@ohcs/context";

/** What was found of one plate. */
export interface PlateDiagnostics {
  readonly plate: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What all plates say alike is told once; all else names its plate. */
export function mergeDiagnostics(told: readonly PlateDiagnostics[]): readonly Diagnostic[] {
  const saidBy = new Map<string, number>();
  for (const { diagnostics } of told)
    for (const key of new Set(diagnostics.map(keyOf))) saidBy.set(key, (saidBy.get(key) ?? 0) + 1);
  const isCommon = (diagnostic: Diagnostic) => saidBy.get(keyOf(diagnostic)) === told.length;
  const common = (told[0]?.diagnostics ?? []).filter(isCommon);
  const own = told.flatMap(({ plate, diagnostics }) =>
    diagnostics.filter((one) => !isCommon(one)).map((one) => ({ ...one, where: { ...one.where, plate } })),
  );
  return [...common, ...own];
}

function keyOf(diagnostic: Diagnostic): string {
  return JSON.stringify(diagnostic);
}
