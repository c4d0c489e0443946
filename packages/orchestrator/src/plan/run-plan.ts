import { isWithin } from "@ohcs/compiler";
import type { GpuUse } from "@ohcs/context";
import { executePlate, type PlateRun } from "@ohcs/executor";
import { fail } from "../errors.ts";
import type { PlateHost } from "../host/plate-host.ts";
import { checkSources } from "../life-cycle/check-sources.ts";
import type { RunSettings } from "../life-cycle/run-settings.ts";
import { withRunner } from "../life-cycle/runner-module.ts";
import { gpuUseOf } from "../plate/gpu-use-of.ts";
import { gpusFor } from "../plate/gpus-for.ts";
import type { SavedPlan } from "./saved-plan.ts";
import { type WellLimits, withLimits } from "./with-limits.ts";

/** What is needed to run a saved plan. */
export interface RunPlanOptions extends RunSettings {
  readonly saved: SavedPlan;
  /** Wells at the same time, at most. */
  readonly workers: number;
  /** How often and how long wells are tried. @default as compiled */
  readonly limits?: WellLimits;
  /** Folder of the source plate here. @default where it was compiled */
  readonly source?: string;
  /** The output plate. @default where it was compiled for */
  readonly outputRoot?: string;
  /** Module name of a reference → the URL from which workers import it. */
  readonly modules: Readonly<Record<string, string>>;
  /** Packages that user modules may import, by the URLs of this machine. */
  readonly packages?: Readonly<Record<string, string>>;
  readonly host: PlateHost;
  /** Bytes of memory for all wells together. @default what the machine has */
  readonly memoryBudgetBytes?: number | null;
  /** How GPUs are used: what the configuration says of it. @default as it says by default */
  readonly gpuUse?: Partial<GpuUse>;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}

/**
 * Runs a saved plan as it was compiled, here or elsewhere: the output is that of a direct run, byte for byte.
 * @throws `SOURCE_CHANGED` where an image is not the one that was compiled for · `PLAN_PLACE_INVALID` · `PLAN_GPU_MISSING`
 */
export async function runPlan(options: RunPlanOptions): Promise<PlateRun> {
  const { saved, runner, workers, host, signal, resume = false, versions = {}, packages = {} } = options;
  const { tuning = {}, adaptWidth = true, fromStep, artifactsFrom, stealLock = false } = options;
  const { plan, tables } = saved;
  const { source = saved.source, outputRoot = saved.outputRoot } = options;
  const facts = await factsOfPlace(host, source, outputRoot);
  await checkSources("run the plan", host, source, plan.sources);
  const gpuUse = gpuUseOf(options.gpuUse);
  const gpus = await gpusFor(plan.plate, host, gpuUse);
  const relinkedModules = Object.fromEntries(
    Object.entries(saved.userModules).map(([name, code]) => [name, relinked(code, saved.imports, packages)]),
  );
  const { modules, ...told } = withRunner(options.runnerModule, {
    modules: options.modules,
    userModules: relinkedModules,
  });
  return executePlate({
    ...gpus,
    gpuUse,
    plate: withLimits(plan.plate, options.limits ?? {}),
    sources: plan.sources,
    supplied: tables,
    resume,
    versions,
    runner,
    workers,
    host: host.run,
    adaptWidth,
    stealLock,
    memoryBudgetBytes: options.memoryBudgetBytes ?? facts.memoryBytes,
    expectedWellBytes: saved.expectedWellBytes ?? null,
    startup: { modules, roots: { source, output: outputRoot }, tuning },
    ...told,
    ...(fromStep === undefined ? {} : { fromStep }),
    ...(artifactsFrom === undefined ? {} : { artifactsFrom }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The code with the packages of this machine in place of those where it was bundled. */
function relinked(code: string, imports: SavedPlan["imports"], packages: Readonly<Record<string, string>>): string {
  return Object.entries(imports).reduce((text, [name, url]) => {
    const here = packages[name];
    return here === undefined ? text : text.replaceAll(JSON.stringify(url), JSON.stringify(here));
  }, code);
}

/** The source is never written to. */
async function factsOfPlace(host: PlateHost, source: string, outputRoot: string) {
  const facts = await host.facts(outputRoot);
  const { output } = facts;
  const sourceRoot = await host.realPath(source);
  if (!isWithin(output.root, sourceRoot) && !isWithin(sourceRoot, output.root)) return facts;
  throw fail(
    "PLAN_PLACE_INVALID",
    `Cannot run the plan: expected an output apart from the source plate '${sourceRoot}', got '${output.root}'`,
    { details: { source: sourceRoot, output: output.root } },
  );
}
