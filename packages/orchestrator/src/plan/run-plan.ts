import { isWithin } from "@ohcs/compiler";
import type { PlateRun } from "@ohcs/executor";
import { fail } from "../errors.ts";
import type { PlateHost } from "../host/plate-host.ts";
import { checkSources } from "../life-cycle/check-sources.ts";
import { type RunSettings, startRun } from "../life-cycle/start-run.ts";
import { gpusFor } from "../plate/gpus-for.ts";
import type { SavedPlan } from "./saved-plan.ts";
import { type WellLimits, withLimits } from "./with-limits.ts";

/** What is needed to run a saved plan. */
export interface RunPlanOptions extends RunSettings {
  readonly saved: SavedPlan;
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
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}

/**
 * Runs a saved plan as it was compiled, here or elsewhere: the output is that of a direct run, byte for byte.
 * @throws `SOURCE_CHANGED` where an image is not the one that was compiled for · `PLAN_PLACE_INVALID` · `PLAN_GPU_MISSING`
 */
export async function runPlan(options: RunPlanOptions): Promise<PlateRun> {
  const { saved, limits = {}, source: from, outputRoot: to, ...rest } = options;
  const { modules, packages = {}, host, versions = {}, ...settings } = rest;
  const source = host.absolutePath(from ?? saved.source);
  const outputRoot = host.absolutePath(to ?? saved.outputRoot);
  const { plan, tables } = saved;
  const facts = await factsOfPlace(host, source, outputRoot);
  await checkSources("run the plan", host, source, plan.sources);
  const userModules = Object.fromEntries(
    Object.entries(saved.userModules).map(([name, code]) => [name, relinked(code, saved.imports, packages)]),
  );
  const work = {
    ...(await gpusFor(plan.plate, host, settings)),
    host,
    versions,
    modules,
    userModules,
    plate: withLimits(plan.plate, limits),
    sources: plan.sources,
    supplied: tables,
    expectedWellBytes: saved.expectedWellBytes ?? null,
    roots: { source, output: outputRoot },
  };
  const memoryBudgetBytes = settings.memoryBudgetBytes ?? facts.memoryBytes;
  return startRun(work, { ...settings, memoryBudgetBytes }, { workers: settings.workers, adaptWidth: true });
}

/** The code with the package URLs of this machine instead of those where it was bundled. */
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
