import type { CompiledPlate, ProcessingContext } from "@ohcs/context";

/** The contexts of wells, stretch by stretch: a well has one in each stretch in which it has something to do. */
export function wellContexts({ phases }: Pick<CompiledPlate, "phases">): readonly ProcessingContext[] {
  return phases.toArray().flatMap(({ kind, contexts }) => (kind === "map" ? contexts.toArray() : []));
}
