import { type CompiledPlate, type ProcessingContext, toJson } from "@ohcs/context";
import type { BackendReference } from "@ohcs/filemanager";

type Backends = ProcessingContext["backends"];

/** All backends of the contexts of a plate, by role. */
export function backendsOf({ phases }: Pick<CompiledPlate, "phases">): Backends {
  const distinct = new Set(phases.flatMap(({ contexts }) => contexts.map(({ backends }) => backends)));
  return [...distinct].reduce((all, one) => all.merge(one));
}

/** How contexts refer to those backends, each module and export once. */
export function backendReferences(plate: Pick<CompiledPlate, "phases">): readonly BackendReference["use"][] {
  const all = Object.values(toJson(backendsOf(plate)) as unknown as Readonly<Record<string, BackendReference>>);
  return [...new Map(all.map(({ use }) => [`${use.module}#${use.export}`, use])).values()];
}
