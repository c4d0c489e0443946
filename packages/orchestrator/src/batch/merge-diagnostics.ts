import { canonicalJson, type Diagnostic, type Json } from "@ohcs/context";
import type { ToldPlate } from "./told-plate.ts";

/** What all plates say alike is told once; all else names its plate. */
export function mergeDiagnostics(plates: readonly Pick<ToldPlate, "plateId" | "diagnostics">[]): readonly Diagnostic[] {
  const keys = plates.map(({ diagnostics }) => new Set(diagnostics.map(keyOf)));
  const isShared = (diagnostic: Diagnostic) => keys.every((own) => own.has(keyOf(diagnostic)));
  const shared = (plates[0]?.diagnostics ?? []).filter(isShared);
  const own = plates.flatMap(({ plateId: plate, diagnostics }) =>
    diagnostics.filter((one) => !isShared(one)).map((one) => ({ ...one, where: { plate, ...one.where } })),
  );
  return [...shared, ...own];
}

function keyOf(diagnostic: Diagnostic): string {
  return canonicalJson(diagnostic as unknown as Json);
}
