import { executePlate, type PlateRun, type ResumeOptions, readStoredRun } from "@ohcs/executor";
import type { PlateHost } from "../host/plate-host.ts";
import { checkSources } from "./check-sources.ts";
import type { RunSettings } from "./orchestrator.ts";

/** What is needed to go on with a run besides what it left of itself. */
export interface ResumeRunOptions extends Omit<RunSettings, "resume"> {
  /** The output plate. */
  readonly outputRoot: string;
  /** Module name of a reference → the URL from which workers import it; bundled user modules are taken from the run. */
  readonly modules: Readonly<Record<string, string>>;
  readonly host: PlateHost;
  readonly resume?: ResumeOptions;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}

/**
 * Goes on with the latest run of an output plate as it was compiled: pipeline, tables and modules are those that lie under
 * `.ohcs/`. Finished wells are skipped.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` · `SOURCE_CHANGED` where an image is not the one that was compiled for
 */
export async function resumeRun(options: ResumeRunOptions): Promise<PlateRun> {
  const { outputRoot, modules, host, runner, signal, versions = {}, resume = {} } = options;
  const { tuning = {}, adaptWidth = true } = options;
  const { plan, record, supplied, userModules } = await readStoredRun(host.run.readOutput(outputRoot));
  const source = record.roots.source ?? "";
  await checkSources("resume", host, source, plan.sources);
  const { memoryBytes: memoryBudgetBytes } = await host.facts(outputRoot);
  return executePlate({
    ...{ memoryBudgetBytes, adaptWidth },
    ...{ plate: plan.plate, sources: plan.sources, supplied, userModules },
    ...{ runner, host: host.run, versions, resume, workers: options.workers ?? record.environment.workers },
    startup: { modules, roots: { source, output: outputRoot }, tuning },
    ...(signal === undefined ? {} : { signal }),
  });
}
