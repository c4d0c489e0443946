import type { PipelineSpec, ReductionSpec, StepSpec, SuppliedFile } from "./pipeline.ts";

/** Types a pipeline written in TypeScript or JavaScript; returns it unchanged. */
export function definePipeline(pipeline: PipelineSpec): PipelineSpec {
  return pipeline;
}

/** A step called `name`. */
export function step(name: string, settings: Omit<StepSpec, "name" | "kind">): StepSpec {
  return { kind: "step", name, ...settings };
}

/** A reduction called `name`: computed once from the whole plate. */
export function reduce(name: string, settings: Omit<ReductionSpec, "name" | "kind">): ReductionSpec {
  return { kind: "reduce", name, ...settings };
}

/** A CSV file with a `well` column: joined with the wells' tables. */
export function plateMap(file: string): SuppliedFile {
  return { file };
}

/**
 * An artifact from a file, in place of one that a reduction makes: `artifacts/<name>/<hash>.json` of an earlier run, JSON or
 * a CSV table of your own. Its content is part of the fingerprint.
 */
export function artifact({ file }: SuppliedFile): SuppliedFile {
  return { file };
}
