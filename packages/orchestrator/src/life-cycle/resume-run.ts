import type { GpuUse } from "@ohcs/context";
import { executePlate, type PlateRun, type ResumeOptions } from "@ohcs/executor";
import { readStoredRun } from "@ohcs/records";
import { platesOf } from "../batch/plates-of.ts";
import type { PlateHost } from "../host/plate-host.ts";
import { gpuUseOf } from "../plate/gpu-use-of.ts";
import { gpusFor } from "../plate/gpus-for.ts";
import { checkSources } from "./check-sources.ts";
import type { RunSettings } from "./run-settings.ts";
import { withRunner } from "./runner-module.ts";

/** What is needed to go on with a run besides what it left of itself. */
export interface ResumeRunOptions extends Omit<RunSettings, "resume"> {
  /** The output plate. */
  readonly outputRoot: string;
  /** Module name of a reference → the URL from which workers import it; bundled user modules are taken from the run. */
  readonly modules: Readonly<Record<string, string>>;
  readonly host: PlateHost;
  readonly resume?: ResumeOptions;
  /** Bytes of memory for all wells together. @default as the run had, at most what the machine has */
  readonly memoryBudgetBytes?: number;
  /** How GPUs are used, where it is to be otherwise than in the run. */
  readonly gpuUse?: Partial<GpuUse>;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}

/**
 * Goes on with the latest run of an output plate as it was compiled: pipeline, tables and modules are those that lie under
 * `.ohcs/`, memory, width, tuning and use of GPUs those that the run had where nobody says otherwise. Finished wells are skipped.
 * A run over plates reads them where they were. Artifacts that the run took over from another one are taken over again, from its own output.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` · `SOURCE_CHANGED` where an image is not the one that was compiled for · `PLAN_GPU_MISSING`
 */
export async function resumeRun(options: ResumeRunOptions): Promise<PlateRun> {
  const { outputRoot, host, runner, signal, fromStep, artifactsFrom, versions = {}, resume = {} } = options;
  const { stealLock = false } = options;
  const { plan, record, supplied, ...stored } = await readStoredRun(host.run.readOutput(outputRoot));
  const source = record.roots.source ?? "";
  await checkSources("resume", host, source, plan.sources);
  const plates = await platesOf(plan.plate, record.roots, host);
  const { memoryBytes } = await host.facts(outputRoot);
  const { settings } = record;
  const { memoryBudgetBytes = atMost(memoryBytes, settings?.memoryBudgetBytes ?? null) } = options;
  const gpuUse = gpuUseOf({ ...settings?.gpuUse, ...options.gpuUse });
  const gpus = await gpusFor(plan.plate, host, gpuUse);
  const { modules, ...told } = withRunner(options.runnerModule, { ...stored, modules: options.modules });
  return executePlate({
    ...gpus,
    gpuUse,
    memoryBudgetBytes,
    expectedWellBytes: settings?.expectedWellBytes ?? null,
    adaptWidth: options.adaptWidth ?? settings?.adaptWidth ?? true,
    plate: plan.plate,
    sources: plan.sources,
    supplied,
    ...told,
    plates,
    runner,
    host: host.run,
    versions,
    resume,
    stealLock,
    workers: options.workers ?? settings?.workers ?? record.environment.workers,
    startup: {
      modules,
      roots: { ...record.roots, source, output: outputRoot },
      tuning: { ...settings?.tuning, ...options.tuning },
    },
    ...(record.takenOver === undefined ? {} : { takenOver: record.takenOver }),
    ...(fromStep === undefined ? {} : { fromStep }),
    ...(artifactsFrom === undefined ? {} : { artifactsFrom }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The run may have begun on a larger machine. */
function atMost(memoryBytes: number | null, earlier: number | null): number | null {
  return memoryBytes === null || earlier === null ? memoryBytes : Math.min(memoryBytes, earlier);
}
