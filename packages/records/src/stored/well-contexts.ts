import type { CompiledPlate, ProcessingContext } from "@ohcs/context";

/** The contexts of wells, stretch by stretch: a well has one in each stretch in which it has something to do. */
export function wellContexts({ phases }: Pick<CompiledPlate, "phases">): readonly ProcessingContext[] {
  return phases.toArray().flatMap(({ kind, contexts }) => (kind === "map" ? contexts.toArray() : []));
}

/** Are these reductions over plates, so that plates stand where wells stand? */
export function isOverPlates({ phases }: CompiledPlate): boolean {
  return phases.some(({ contexts }) => contexts.some(({ axis }) => axis === "batch"));
}

type Backends = ProcessingContext["backends"];

export function backendsOf({ phases }: Pick<CompiledPlate, "phases">): Backends {
  const distinct = new Set(phases.flatMap(({ contexts }) => contexts.map(({ backends }) => backends)));
  return [...distinct].reduce((all, one) => all.merge(one));
}
