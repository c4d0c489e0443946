import type { CompiledPlate, ProcessingContext } from "@ohcs/context";

type Backends = ProcessingContext["backends"];

export function backendsOf({ phases }: Pick<CompiledPlate, "phases">): Backends {
  const distinct = new Set(phases.flatMap(({ contexts }) => contexts.map(({ backends }) => backends)));
  return [...distinct].reduce((all, one) => all.merge(one));
}
