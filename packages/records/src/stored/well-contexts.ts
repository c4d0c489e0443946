import type { CompiledPlate, ProcessingContext } from "@ohcs/context";

/** The contexts of wells, stretch by stretch: a well has one in each stretch in which it has something to do. */
export function wellContexts({ phases }: Pick<CompiledPlate, "phases">): readonly ProcessingContext[] {
  return phases.toArray().flatMap(({ kind, contexts }) => (kind === "map" ? contexts.toArray() : []));
}

/** Are these reductions over plates, so that plates stand where wells stand? */
export function isOverPlates({ phases }: CompiledPlate): boolean {
  return phases.some(({ contexts }) => contexts.some(({ axis }) => axis === "batch"));
}
