import type { CompiledPlate } from "@ohcs/context";

/** Are these reductions over plates, so that plates stand where wells stand? */
export function isOverPlates({ phases }: CompiledPlate): boolean {
  return phases.some(({ contexts }) => contexts.some(({ axis }) => axis === "batch"));
}
