import type { Emission, ResolvedStep } from "../draft/resolved-step.ts";

/** A table or JSON value that the wells produce. */
export interface StoredOutput {
  readonly kind: Emission["kind"];
  /** Index of the step in the wells' contexts. */
  readonly step: number;
  /** Index of the step in the pipeline as written. */
  readonly pipelineIndex: number;
  /** Is it committed, so that reductions may read it? */
  readonly isStored: boolean;
}

/** Tables and JSON of all steps by name (`table:nuclei`), in the order of the steps. */
export function storedOutputs(steps: readonly ResolvedStep[]): ReadonlyMap<string, StoredOutput> {
  const outputs = steps.flatMap(({ emissions, spec, place }, step) =>
    emissions
      .filter(({ kind }) => kind !== "labels")
      .map(({ name, kind }) => {
        const isStored = spec.materialize !== false;
        return [name, { kind, step, pipelineIndex: place.index, isStored }] as const;
      }),
  );
  return new Map(outputs);
}
