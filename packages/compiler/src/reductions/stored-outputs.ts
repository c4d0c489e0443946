import type { Emission, ResolvedStep } from "../draft/resolved-step.ts";

/** A table or JSON value that the wells produce. */
export interface StoredOutput {
  readonly kind: Emission["kind"];
  /** Index of the step in the wells' contexts. */
  readonly step: number;
  /** Index of the step in the pipeline as written. */
  readonly pipelineIndex: number;
  /** The functions that make it, with their versions. */
  readonly functions: readonly string[];
  /** Is it committed, so that reductions may read it? */
  readonly isStored: boolean;
}

/** Tables and JSON of all steps by name (`table:nuclei`), in the order of the steps. */
export function storedOutputs(steps: readonly ResolvedStep[]): ReadonlyMap<string, StoredOutput> {
  const outputs = steps.flatMap(({ emissions, spec, place, chains }, step) =>
    emissions
      .filter(({ kind }) => kind !== "labels")
      .map(({ name, kind, sources }) => {
        const isStored = spec.materialize !== false;
        const made = [...sources].flatMap(([key, { call }]) => chains.get(key)?.[call]?.declaration ?? []);
        const functions = [...new Set(made.map((declaration) => `${declaration.name} ${declaration.version}`))];
        return [name, { kind, step, pipelineIndex: place.index, functions, isStored }] as const;
      }),
  );
  return new Map(outputs);
}
