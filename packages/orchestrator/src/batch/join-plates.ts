import { batchRootOf, joinBatch } from "@ohcs/compiler";
import { canonicalJson, type Diagnostic, type Json } from "@ohcs/context";
import type { PlateHost } from "../host/plate-host.ts";
import { type BatchJob, type DiagnosedPlate, folderOf } from "./batch-job.ts";
import { batchProblems } from "./batch-problems.ts";

/** Several plates, compiled with one pipeline. */
export interface BatchOutcome {
  /** Of all plates: diagnostics that are not common to all name the plate. */
  readonly diagnostics: readonly Diagnostic[];
  /** Is there no error among them? Then every plate is compiled. */
  readonly isSound: boolean;
  /** The reductions over plates; null where there are none, or where there are errors. */
  readonly job: BatchJob | null;
}

/** Joins plates that were compiled with the same pipeline, and finds what is wrong with them only together. */
export async function joinPlates(plates: readonly DiagnosedPlate[], host: PlateHost): Promise<BatchOutcome> {
  const job = jobOf(plates);
  const problems = await batchProblems(plates, job, host);
  const diagnostics = [...problems, ...mergeDiagnostics(plates)];
  const isSound = diagnostics.every(({ severity }) => severity !== "error");
  return { diagnostics, isSound, job: isSound ? job : null };
}

function jobOf(plates: readonly DiagnosedPlate[]): BatchJob | null {
  const states = plates.map(({ orchestrator }) => orchestrator.state);
  const batches = states.flatMap((state) => (state.name === "compiled" ? (state.job.batch ?? []) : []));
  const [first] = plates;
  const compiled = joinBatch(batches);
  if (first === undefined || compiled === null || batches.length < plates.length) return null;
  const { outputRoot, config } = first.orchestrator;
  const folder = folderOf(outputRoot);
  return { compiled, folder, outputRoot: batchRootOf(folder, compiled.pipelineName, config.config) };
}

/** Diagnostics common to all plates are reported once; others name their plate. */
function mergeDiagnostics(plates: readonly Pick<DiagnosedPlate, "plateId" | "diagnostics">[]): readonly Diagnostic[] {
  const keys = plates.map(({ diagnostics }) => new Set(diagnostics.map(keyOf)));
  const isShared = (diagnostic: Diagnostic) => keys.every((own) => own.has(keyOf(diagnostic)));
  const shared = (plates[0]?.diagnostics ?? []).filter(isShared);
  const own = plates.flatMap(({ plateId: plate, diagnostics }) =>
    diagnostics.filter((one) => !isShared(one)).map((one) => ({ ...one, where: { plate, ...one.where } })),
  );
  return [...shared, ...own];
}

function keyOf(diagnostic: Diagnostic): string {
  return canonicalJson(diagnostic as unknown as Json);
}
