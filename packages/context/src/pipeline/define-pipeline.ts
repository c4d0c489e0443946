import type { PipelineSpec, ReductionSpec, StepSpec, SuppliedTable } from "./pipeline.ts";

/** Types a pipeline written in TypeScript or JavaScript; returns it unchanged. */
export function definePipeline(pipeline: PipelineSpec): PipelineSpec {
  return pipeline;
}

/** A step called `name`. */
export function step(name: string, settings: Omit<StepSpec, "name" | "kind">): StepSpec {
  return { kind: "step", name, ...settings };
}

/** A reduction called `name`: what only the whole plate can know. */
export function reduce(name: string, settings: Omit<ReductionSpec, "name" | "kind">): ReductionSpec {
  return { kind: "reduce", name, ...settings };
}

/** A CSV file with a `well` column: joined with the wells' tables. */
export function plateMap(file: string): SuppliedTable {
  return { file };
}
