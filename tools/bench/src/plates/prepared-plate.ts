import { compilePlate, resolveConfig } from "@ohcs/compiler";
import {
  type CompiledPlate,
  catalogueOf,
  type PipelineSpec,
  type PlateManifest,
  type WorkerStartup,
} from "@ohcs/context";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import * as functions from "@ohcs/functions";
import { hostFacts } from "@ohcs/orchestrator/host";
import { nothing } from "../nothing.ts";
import { spin } from "../spin.ts";

const OWN = { "@ohcs/bench/nothing": { nothing }, "@ohcs/bench/spin": { spin } };
const CATALOGUE = catalogueOf({ "@ohcs/functions": { ...functions }, ...OWN });
const MODULES = ["@ohcs/functions", "@ohcs/filemanager/disk", "@ohcs/filemanager/memory", ...Object.keys(OWN)];

/** A plate on disk and a pipeline for it. */
export interface PreparedPlate {
  readonly manifest: PlateManifest;
  /** Where workers find modules, and the folders when outputs go to `output`. */
  readonly startup: (output: string) => Omit<WorkerStartup, "runId">;
  readonly compile: (output: string) => Promise<CompiledPlate>;
}

/** Prepares compiling `pipeline` for a plate repeatedly, each time for another output. */
export function preparePlate(manifest: PlateManifest, pipeline: PipelineSpec): PreparedPlate {
  const modules = Object.fromEntries(MODULES.map((name) => [name, import.meta.resolve(name)]));
  return {
    manifest,
    startup: (output) => ({ modules, roots: { source: manifest.root, output } }),
    compile: (output) => compile(manifest, pipeline, output),
  };
}

async function compile(manifest: PlateManifest, pipeline: PipelineSpec, output: string): Promise<CompiledPlate> {
  const host = { ...(await hostFacts(output)), sourceRoot: manifest.root };
  // A plate may omit what a benchmark does not need.
  const config = resolveConfig({ onMissing: "skip" });
  const { plate, diagnostics } = compilePlate({
    pipeline,
    manifest,
    catalogue: CATALOGUE,
    backends: builtInBackends,
    host,
    config,
  });
  if (plate === null) throw new Error(`Cannot compile: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return plate;
}
