import type { PlateRun, ResumeOptions } from "@ohcs/executor";
import { readStoredRun } from "@ohcs/records";
import { platesOf } from "../batch/plates-of.ts";
import type { PlateHost } from "../host/plate-host.ts";
import { gpusFor } from "../plate/gpus-for.ts";
import { checkSources } from "./check-sources.ts";
import { type RunSettings, startRun } from "./start-run.ts";

/** Options for resuming a run besides its records. */
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
 * Resumes the latest run of an output plate as it was compiled: pipeline, tables and modules are those under `.ohcs/`;
 * memory, width, tuning and use of GPUs are those of the run unless overridden. Finished wells are skipped. A run over
 * plates reads them where they were. Artifacts that the run took over from another one are taken over again, from its
 * own output.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` · `SOURCE_CHANGED` where an image is not the one that was compiled for ·
 * `PLAN_GPU_MISSING`
 */
export async function resumeRun(options: ResumeRunOptions): Promise<PlateRun> {
  const { outputRoot: to, modules, host, resume = {}, versions = {}, ...asked } = options;
  const outputRoot = host.absolutePath(to);
  const { plan, record, supplied, userModules } = await readStoredRun(host.run.readOutput(outputRoot));
  const source = record.roots.source ?? "";
  await checkSources("resume", host, source, plan.sources);
  const plates = await platesOf(plan.plate, record.roots, host);
  const { memoryBytes } = await host.facts(outputRoot);
  const { expectedWellBytes = null, ...earlier } = record.settings ?? {};
  const work = {
    ...(await gpusFor(plan.plate, host, { ...asked, gpuUse: { ...earlier.gpuUse, ...asked.gpuUse } })),
    host,
    versions,
    modules,
    userModules,
    plate: plan.plate,
    sources: plan.sources,
    supplied,
    plates,
    expectedWellBytes,
    roots: { ...record.roots, source, output: outputRoot },
    ...(record.takenOver === undefined ? {} : { takenOver: record.takenOver }),
  };
  return startRun(
    work,
    { ...asked, resume },
    {
      adaptWidth: true,
      workers: record.environment.workers,
      ...earlier,
      memoryBudgetBytes: atMost(memoryBytes, earlier.memoryBudgetBytes ?? null),
    },
  );
}

/** The run may have begun on a larger machine. */
function atMost(memoryBytes: number | null, earlier: number | null): number | null {
  return memoryBytes === null || earlier === null ? memoryBytes : Math.min(memoryBytes, earlier);
}
