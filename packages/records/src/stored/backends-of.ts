import type { BackendUse, CompiledPlate, ModuleReference, ProcessingContext } from "@ohcs/context";

type Backends = ProcessingContext["backends"];

/** All backends of the contexts of a plate, by role. */
export function backendsOf({ phases }: Pick<CompiledPlate, "phases">): Backends {
  const distinct = new Set(phases.flatMap(({ contexts }) => contexts.map(({ backends }) => backends)));
  return [...distinct].reduce((all, one) => all.merge(one));
}

/** How contexts refer to those backends, each module and export once. */
export function backendReferences(plate: Pick<CompiledPlate, "phases">): readonly ModuleReference[] {
  const uses = [...backendsOf(plate).values()].map(({ use }) => use);
  return [...new Map(uses.map((use) => [`${use.module}#${use.export}`, referenceOf(use)])).values()];
}

function referenceOf({ module, export: name, version, packageVersion, sha256 }: BackendUse["use"]): ModuleReference {
  const reference = { module, export: name, version };
  return packageVersion === null || sha256 === null ? reference : { ...reference, packageVersion, sha256 };
}
