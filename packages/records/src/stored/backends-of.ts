import type { CompiledPlate, ProcessingContext } from "@ohcs/context";

type Backends = ProcessingContext["backends"];

/** All backends of the contexts of a plate, by role. */
export function backendsOf({ phases }: Pick<CompiledPlate, "phases">): Backends {
  const distinct = new Set(phases.flatMap(({ contexts }) => contexts.map(({ backends }) => backends)));
  return [...distinct].reduce((all, one) => all.merge(one));
}
