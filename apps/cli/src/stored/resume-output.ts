import { basename, resolve } from "node:path";
import type { BackendOptions } from "@ohcs/context";
import { resumeRun } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { moduleReferences, plateRoots, type RunRecord, readStoredRun, type StoredRun } from "@ohcs/records";
import { foundRuns, outputReader } from "@ohcs/records/host";
import { findRecorded, type LoadedRunner, loadRunner, programGpus, RUNNERS, recordedRunner } from "ohcs/compose";
import { choiceOf, programModules } from "ohcs/modules";
import type { ResumeValues, WatchValues } from "../commands/command-options.ts";
import { soundConfig } from "../config/sound-config.ts";
import { fail } from "../errors.ts";
import { beginningOf, resumeOptions, watchedRun } from "../job/run-plate.ts";
import { runVersions } from "../job/run-versions.ts";
import type { Outcome, Session } from "../program/session.ts";
import { notRemote } from "../remote/cancel-run.ts";

/** What `ohcs resume` takes. */
interface ResumeCommandValues extends WatchValues, ResumeValues {
  readonly output: string;
  readonly workers: number | undefined;
  readonly runner: string | undefined;
  readonly runnerWith: BackendOptions | undefined;
}

/** Goes on with a run, and shows it. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, `PLATE_UNKNOWN`, `SOURCE_CHANGED` */
export async function resumeOutput(values: ResumeCommandValues, session: Session): Promise<Outcome> {
  const { directory } = session;
  const outputRoot = resolve(directory, values.output);
  await refuseSeveral(outputRoot);
  const stored = await readStoredRun(outputReader(outputRoot));
  const asked = choiceOf(values.runner, values.runnerWith);
  const runner = asked === undefined ? await earlierRunner(stored, directory) : await loadRunner(asked, directory);
  return goOn(stored, runner, { ...values, outputRoot }, session);
}

/**
 * Takes the place of a command that was lost: wells that it gave out to other machines are waited for, not given out again.
 * @throws `RUN_NOT_REMOTE`, `RUN_NOT_FOUND`, `RUN_CORRUPT`, `OUTPUT_LOCKED` where it goes on
 */
export async function attachOutput(
  values: WatchValues & { readonly output: string },
  session: Session,
): Promise<Outcome> {
  const outputRoot = resolve(session.directory, values.output);
  await refuseSeveral(outputRoot);
  const stored = await readStoredRun(outputReader(outputRoot));
  const earlier = await earlierRunner(stored, session.directory);
  if (earlier.runner.isRemote !== true) throw notRemote("attach to", outputRoot);
  const runner = await earlierRunner(stored, session.directory, { attach: true });
  const all = { workers: undefined, fromStep: undefined, onlyFailed: false, verify: undefined };
  return goOn(stored, runner, { ...values, ...all, outputRoot }, session);
}

interface GoOnValues extends WatchValues, ResumeValues {
  readonly outputRoot: string;
  readonly workers: number | undefined;
}

async function goOn(
  { record, plan }: StoredRun,
  runner: LoadedRunner,
  { outputRoot, ...values }: GoOnValues,
  session: Session,
): Promise<Outcome> {
  const { directory } = session;
  const { roots } = record;
  const { report } = (await soundConfig({ report: values.report }, directory, record.plateId)).config;
  const packages = await findRecorded(moduleReferences(plan.plate), record.modules ?? {}, directory);
  return watchedRun({ ...values, report, plateRoots: platesRead(roots) }, session, (signal) =>
    resumeRun({
      outputRoot,
      ...runner,
      signal,
      resume: resumeOptions(values),
      stealLock: values.stealLock,
      modules: { ...packages, ...programModules() },
      versions: runVersions(),
      host: nodePlateHost({ gpus: programGpus }),
      ...beginningOf(values),
      ...(values.workers === undefined ? {} : { workers: values.workers }),
    }),
  );
}

/** A run over plates reads what these stored, and no plate. */
function platesRead(roots: RunRecord["roots"]): readonly string[] {
  const isOfOne = Object.keys(plateRoots(roots)).length === 0;
  return isOfOne && roots.source !== undefined ? [roots.source] : [];
}

/** Where the wells of the run before ran: its module, if it can be loaded again; for workers that did not start, as they ran instead. */
async function earlierRunner(
  { record, userModules }: StoredRun,
  directory: string,
  options: BackendOptions = {},
): Promise<LoadedRunner> {
  const { runnerUse, runner } = record.environment;
  if (runnerUse === undefined)
    return loadRunner(Object.hasOwn(RUNNERS.builtIn, runner) ? runner : "threads", directory);
  const { use } = runnerUse;
  const packages = await findRecorded([use], record.modules ?? {}, directory);
  const asked = { use, with: { ...runnerUse.with, ...options } };
  return recordedRunner(asked, { code: userModules[use.module] ?? null, url: packages[use.module] });
}

/** Says what to name where a folder holds the outputs of several plates. */
async function refuseSeveral(outputRoot: string): Promise<void> {
  const found = await foundRuns(outputRoot);
  if (found.own !== null) return;
  const folders = found.below.map(({ root }) => basename(root));
  throw fail(
    "PLATE_UNKNOWN",
    `Cannot resume '${outputRoot}': expected the output of one run, got a folder with several`,
    {
      details: { folders: folders.slice(0, 12) },
      remedy: `Name one of them: '${folders[0]}'; or give 'ohcs run' all plates again, with --resume.`,
    },
  );
}
