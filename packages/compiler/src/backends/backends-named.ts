import type { Choice, PipelineSpec, PlateManifest, ResolvedConfig } from "@ohcs/context";
import { isMembers } from "../schema/schema-node.ts";

/** The parts of a compilation that name backends. */
export interface NamesBackends {
  readonly pipeline: PipelineSpec;
  readonly config: ResolvedConfig;
  readonly manifest: Pick<PlateManifest, "backend">;
}

/**
 * The names of all backends that a compilation will look up in its catalogue, each once; without the backend of plain
 * files.
 */
export function backendsNamed({ pipeline, config, manifest }: NamesBackends): readonly string[] {
  const { materializationBackend, intermediateBackend, sourceBackend } = config;
  // An invalid pipeline is left for the compiler to report.
  const steps: readonly unknown[] = Array.isArray(pipeline?.steps) ? pipeline.steps : [];
  const chosen = steps.map((step) => (isMembers(step) ? step.materialize : undefined));
  const all = [materializationBackend, intermediateBackend, sourceBackend ?? manifest.backend, ...chosen];
  return [...new Set(all.flatMap((choice) => (isChoice(choice) ? [nameOf(choice)] : [])))];
}

/** Is it the choice of a backend, and not `true`, `false` or nothing? */
export function isChoice(value: unknown): value is Choice {
  return typeof value === "string" || (isMembers(value) && typeof value.use === "string");
}

/** The name or module alone. */
export function nameOf(choice: Choice): string {
  return typeof choice === "string" ? choice : choice.use;
}
