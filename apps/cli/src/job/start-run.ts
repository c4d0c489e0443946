import type { CompiledPlate, WellRunner } from "@ohcs/context";
import { executePlate, type PlateRun } from "@ohcs/executor";
import { nodeRunHost } from "@ohcs/executor/host";
import type { Job } from "./prepare-job.ts";
import { programModules } from "./program-modules.ts";
import { programVersions } from "./program-versions.ts";

export type RunnerName = "inline" | "threads" | "processes";

/** A job without errors. */
export type CompiledJob = Job & { readonly plate: CompiledPlate };

/** Starts the run of a compiled job. */
export async function startRun(job: CompiledJob, name: RunnerName, signal: AbortSignal): Promise<PlateRun> {
  return executePlate({
    ...{
      plate: job.plate,
      signal,
      runner: await runnerNamed(name),
      workers: job.config.numWorkers,
      host: nodeRunHost(),
    },
    startup: { modules: programModules(), roots: { source: job.manifest.root, output: job.outputRoot } },
    supplied: job.tables,
    userModules: Object.fromEntries(job.modules.map(({ name: module, code }) => [module, code])),
    versions: programVersions(),
  });
}

/** Loads the runner that was asked for, and no other. */
async function runnerNamed(name: RunnerName): Promise<WellRunner> {
  switch (name) {
    case "inline":
      return (await import("@ohcs/executor/inline")).inlineRunner();
    case "threads":
      return (await import("@ohcs/executor/threads")).threadsRunner();
    case "processes":
      return (await import("@ohcs/executor/processes")).processesRunner();
  }
}
