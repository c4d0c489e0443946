import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { mannerOf, readSavedPlan, runPlan, type SavedPlan } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { moduleReferences } from "@ohcs/records";
import { findRecorded, loadRunner, programGpus, programPackages, runnerOf } from "ohcs/compose";
import { programModules } from "ohcs/modules";
import { plateFolder } from "ohcs/settings";
import type { ConfigFlags, ResumeValues, WatchValues } from "../commands/command-options.ts";
import { soundConfig } from "../config/sound-config.ts";
import { fail } from "../errors.ts";
import type { Outcome, Session } from "../program/session.ts";
import { refuseIdleVerify } from "./refuse-idle-verify.ts";
import { beginningOf, resumeOptions, suppliedBy, watchedRun } from "./run-plate.ts";
import { runVersions } from "./run-versions.ts";

/** What a run of a saved plan takes: the rest is in the plan. */
interface RunPlanValues extends Omit<ConfigFlags, "report">, WatchValues, ResumeValues {
  readonly plan: string;
  /** The local path of the plate; by default that of the compilation. */
  readonly plate: string | undefined;
  readonly output: string | undefined;
  readonly resume: boolean;
  readonly artifactsFrom: string | undefined;
}

/**
 * Runs a saved plan as it was compiled; how many wells at the same time, and where, is this machine's own business.
 * @throws `PLAN_NOT_FOUND`, `PLAN_CORRUPT`, `PLAN_VERSION_UNKNOWN`, `PLAN_PLACE_INVALID`, `SOURCE_CHANGED`
 */
export async function runSavedPlan(values: RunPlanValues, session: Session): Promise<Outcome> {
  const { directory } = session;
  const saved = await readPlanFile(values.plan, directory);
  const { config, limits } = await ownConfig(values, saved, directory);
  refuseIdleVerify(values, config);
  const runner = await loadRunner(runnerOf(config), directory);
  const packages = await findRecorded(moduleReferences(saved.plan.plate), {}, directory);
  const place = await placeOf(values, saved, directory);
  const { report } = config;
  return watchedRun({ ...values, report, plateRoots: [place.source] }, session, async (signal) =>
    runPlan({
      saved,
      ...runner,
      signal,
      limits,
      ...mannerOf(config),
      ...place,
      modules: { ...packages, ...programModules() },
      packages: programPackages(),
      versions: runVersions(),
      host: nodePlateHost({ gpus: programGpus }),
      resume: values.resume || values.onlyFailed || config.resume ? resumeOptions(values) : false,
      stealLock: values.stealLock,
      ...beginningOf(values),
      ...suppliedBy(values, session),
    }),
  );
}

async function readPlanFile(named: string, directory: string): Promise<SavedPlan> {
  const text = await readFile(resolve(directory, named), "utf8").catch((cause: unknown) => {
    throw fail("PLAN_NOT_FOUND", `Cannot read plan: expected a file, got '${named}'`, { cause });
  });
  return readSavedPlan(text);
}

/** What this machine says of how runs go about their work, and which limits of wells the command line sets. */
async function ownConfig(values: ConfigFlags, saved: SavedPlan, directory: string) {
  const { config, values: traced } = await soundConfig(values, directory, basename(saved.source));
  const said = (["retries", "timeoutS"] as const).filter((field) => traced[field]?.origin.kind === "flag");
  return { config, limits: Object.fromEntries(said.map((field) => [field, config[field]])) };
}

/** `-o` names the output plate itself; else it lies beside the plate, where one is named. */
async function placeOf({ plate, output }: RunPlanValues, saved: SavedPlan, directory: string) {
  const source = plate === undefined ? saved.source : await plateFolder(resolve(directory, plate));
  const beside = plate === undefined ? saved.outputRoot : join(dirname(source), basename(saved.outputRoot));
  return { source, outputRoot: output === undefined ? beside : resolve(directory, output) };
}
