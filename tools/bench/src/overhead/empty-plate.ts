import { compilePlate, resolveConfig } from "@ohcs/compiler";
import {
  type CompiledPlate,
  ContextDraft,
  catalogueOf,
  definePipeline,
  encodeContext,
  type PlateManifest,
  type ProcessingContext,
  step,
  type WellTask,
  type WorkerStartup,
} from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { openPlate } from "@ohcs/microscopes/disk";
import { hostFacts } from "@ohcs/orchestrator/host";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { nothing } from "../nothing.ts";

const MODULES = ["@ohcs/bench/nothing", "@ohcs/functions", "@ohcs/filemanager/disk", "@ohcs/filemanager/memory"];
const PIPELINE = definePipeline({ name: "nothing", steps: [step("nothing", { func: nothing() })] });

/** A plate whose wells have one plane of 32 × 32 px, on disk, with a pipeline that does nothing with it. */
export interface EmptyPlate {
  readonly manifest: PlateManifest;
  /** Where workers find modules, and the folders when outputs go to `output`. */
  readonly startup: (output: string) => Omit<WorkerStartup, "runId">;
  /** The plate compiled for outputs at `output`. */
  readonly compile: (output: string) => Promise<CompiledPlate>;
}

/** Writes the plate below `folder` and opens it. */
export async function makeEmptyPlate(folder: string, wells: number): Promise<EmptyPlate> {
  const { plateFolder } = await writePlate(tinyPlate({ name: "empty", wells }), folder);
  const manifest = await openPlate(plateFolder);
  const modules = Object.fromEntries(MODULES.map((name) => [name, import.meta.resolve(name)]));
  return {
    manifest,
    startup: (output) => ({ modules, roots: { source: plateFolder, output } }),
    compile: (output) => compile(manifest, output),
  };
}

async function compile(manifest: PlateManifest, output: string): Promise<CompiledPlate> {
  const catalogue = catalogueOf({ "@ohcs/functions": { ...functions }, "@ohcs/bench/nothing": { nothing } });
  const host = await hostFacts(output);
  const job = { pipeline: PIPELINE, manifest, catalogue, host, config: resolveConfig() };
  const { plate, diagnostics } = compilePlate(job);
  if (plate === null) throw new Error(`Cannot compile: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return plate;
}

/** The plate's wells as workers receive them. */
export function tasksOf(plate: CompiledPlate): WellTask[] {
  return contextsOf(plate).map(taskOf);
}

/** The same wells with all that they write, records included, kept in memory: no file is made, nothing is synced. */
export function memoryTasksOf(plate: CompiledPlate): WellTask[] {
  return contextsOf(plate).map((context) => {
    const memory = context.backends.get("memory");
    if (memory === undefined) throw new Error("Cannot keep outputs in memory: expected a backend 'memory', got none");
    return taskOf(new ContextDraft({ ...context.toObject(), backends: context.backends.set("disk", memory) }).freeze());
  });
}

function contextsOf(plate: CompiledPlate): readonly ProcessingContext[] {
  return plate.phases.first()?.contexts.toArray() ?? [];
}

function taskOf(context: ProcessingContext): WellTask {
  return {
    context: encodeContext(context),
    wellId: context.axisId,
    attempt: 1,
    deadlineMs: null,
    contributors: [],
  };
}
