import type { PlateRun } from "@ohcs/executor";
import { plateRootName } from "@ohcs/records";
import type { PlateHost } from "../host/plate-host.ts";
import type { Orchestrator } from "../life-cycle/orchestrator.ts";
import { type RunSettings, startRun } from "../life-cycle/start-run.ts";
import { mannerOf } from "../plate/manner-of.ts";
import type { BatchJob } from "./batch-job.ts";
import { platesOf } from "./plates-of.ts";

/** What reductions over plates need besides the plates. */
export interface BatchSurroundings {
  /** As the plates were compiled; null where there is none. */
  readonly job: BatchJob | null;
  /** Module name of a reference → the URL from which workers import it. */
  readonly modules: Readonly<Record<string, string>>;
  readonly host: PlateHost;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** A plate that was to run before. */
export interface RanPlate {
  readonly plateId: string;
  readonly outputRoot: string;
  readonly orchestrator: Orchestrator;
  /** Did its run begin? If not, outputs of an earlier run are not used. */
  readonly hasRun: boolean;
}

/** Runs the reductions over plates, over what the latest runs of these committed. */
export async function reducePlates(
  plates: readonly RanPlate[],
  { compiled, folder, outputRoot }: BatchJob,
  settings: RunSettings,
  { host, modules, versions = {} }: Omit<BatchSurroundings, "job">,
): Promise<PlateRun> {
  const rootsOf = (some: readonly RanPlate[]) =>
    Object.fromEntries(some.map((one) => [plateRootName(one.plateId), one.outputRoot]));
  const outputs = await platesOf(compiled, rootsOf(plates.filter(({ hasRun }) => hasRun)), host);
  const config = plates[0]?.orchestrator.config.config;
  const { memoryBytes } = await host.facts(outputRoot);
  const work = {
    ...filesOf(plates, modules),
    host,
    versions,
    plate: compiled,
    plates: outputs,
    supplied: suppliedOf(plates),
    roots: { source: folder, output: outputRoot, ...rootsOf(plates) },
  };
  // The steps of wells, and the artifacts of plates, are none of reductions over plates.
  const { fromStep: _step, artifactsFrom: _artifacts, ...own } = settings;
  const { workers: _workers, ...manner } = config === undefined ? {} : mannerOf(config);
  return startRun(work, own, {
    ...manner,
    workers: 1,
    resume: config?.resume ?? false,
    memoryBudgetBytes: config?.memoryBudgetBytes ?? memoryBytes,
  });
}

/** The modules of the user, the same for all plates. */
function filesOf([first]: readonly RanPlate[], modules: BatchSurroundings["modules"]) {
  const { state } = first?.orchestrator ?? {};
  if (state === undefined || state.name === "created" || state.name === "ready") return { modules };
  const { job } = state;
  return { modules: { ...modules, ...job.modules }, userModules: job.userModules };
}

function suppliedOf([first]: readonly RanPlate[]) {
  const { state } = first?.orchestrator ?? {};
  return state === undefined || state.name === "created" || state.name === "ready" ? {} : state.job.tables;
}
