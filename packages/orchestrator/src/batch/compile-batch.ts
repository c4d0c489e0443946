import { batchRootOf, joinBatch } from "@ohcs/compiler";
import type { Diagnostic, PipelineSpec } from "@ohcs/context";
import type { PlateHost } from "../host/plate-host.ts";
import type { CompileOptions, Orchestrator } from "../life-cycle/orchestrator.ts";
import { stateAmong } from "../life-cycle/plate-state.ts";
import { folderOf } from "../plate/folder-of.ts";
import { batchProblems } from "./batch-problems.ts";
import type { BatchJob, BatchPlate } from "./compiled-batch.ts";
import { mergeDiagnostics } from "./merge-diagnostics.ts";

/** Several plates, compiled with one pipeline. */
export interface BatchOutcome {
  /** Of all plates; what concerns some of them only names the plate. */
  readonly diagnostics: readonly Diagnostic[];
  /** Is there no error among them? Then every plate is compiled. */
  readonly isSound: boolean;
  /** The reductions over plates; null where there are none, or where there are errors. */
  readonly job: BatchJob | null;
}

/**
 * Compiles a pipeline for several plates, which are open: all of them, before any of them is run. With one plate what the
 * pipeline reduces over plates is reduced over that one.
 */
export async function compileBatch(
  plates: readonly Orchestrator[],
  pipeline: PipelineSpec,
  host: PlateHost,
  options: CompileOptions = {},
): Promise<BatchOutcome> {
  const told: { readonly plate: string; readonly diagnostics: readonly Diagnostic[] }[] = [];
  for (const orchestrator of plates) {
    const { diagnostics } = await orchestrator.compilePipelines(pipeline, options);
    told.push({ plate: openPlate(orchestrator).plateId, diagnostics });
  }
  const compiled = compiledPlates(plates);
  const job = compiled.length < plates.length ? null : jobOf(compiled, plates);
  const problems = await batchProblems(plates.map(openPlate), compiled, job, host);
  const diagnostics = [...problems, ...mergeDiagnostics(told)];
  const isSound = diagnostics.every(({ severity }) => severity !== "error");
  return { diagnostics, isSound, job: isSound ? job : null };
}

/** The plates that are compiled. */
export function compiledPlates(plates: readonly Orchestrator[]): readonly BatchPlate[] {
  return plates.flatMap(({ state }) =>
    state.name === "compiled" ? [{ plate: state.manifest.plateId, job: state.job }] : [],
  );
}

function openPlate({ state }: Orchestrator) {
  return stateAmong(state, "compile", "ready", "compiled", "completed", "failed", "cancelled").manifest;
}

function jobOf(compiled: readonly BatchPlate[], plates: readonly Orchestrator[]): BatchJob | null {
  const joined = joinBatch(compiled.flatMap(({ job: { batch } }) => batch ?? []));
  const [first] = compiled;
  const [orchestrator] = plates;
  if (joined === null || first === undefined || orchestrator === undefined) return null;
  const folder = folderOf(first.job.outputRoot);
  return { compiled: joined, folder, outputRoot: batchRootOf(folder, joined.pipelineName, orchestrator.config.config) };
}
