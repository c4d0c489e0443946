import type { Emission, ResolvedStep } from "../draft/resolved-step.ts";
import { type TableMaker, tableMakers } from "./table-makers.ts";

/** A table or JSON value that the wells produce. */
export interface StoredOutput {
  readonly kind: "table" | "json";
  /** Index of the step in the wells' contexts. */
  readonly step: number;
  /** Index of the step in the pipeline as written. */
  readonly pipelineIndex: number;
  /** The functions that made the columns of a table, the last first. */
  readonly makers: readonly TableMaker[];
  /** Is it committed, so that reductions may read it? */
  readonly isStored: boolean;
}

/** Tables and JSON of all steps by name (`table:nuclei`), in the order of the steps. */
export function storedOutputs(steps: readonly ResolvedStep[]): ReadonlyMap<string, StoredOutput> {
  const outputs = steps.flatMap(({ emissions, spec, place }, step) =>
    emissions.flatMap(({ name, kind }) => {
      if (!isValue(kind)) return [];
      const isStored = spec.materialize !== false;
      return [[name, { kind, step, pipelineIndex: place.index, makers: tableMakers(steps, name), isStored }] as const];
    }),
  );
  return new Map(outputs);
}

function isValue(kind: Emission["kind"]): kind is StoredOutput["kind"] {
  return kind === "table" || kind === "json";
}
