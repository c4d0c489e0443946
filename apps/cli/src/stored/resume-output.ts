import { basename, resolve } from "node:path";
import { plateRoots, resumeRun } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { type RunRecord, readRunRecord } from "@ohcs/records";
import { fail } from "../errors.ts";
import { programGpus } from "../gpus/program-gpus.ts";
import { programModules } from "../job/program-modules.ts";
import { programVersions } from "../job/program-versions.ts";
import { beginningOf, type ResumeValues, resumeOptions, type WatchValues, watchedRun } from "../job/run-plate.ts";
import { RUNNER_NAMES, type RunnerName, runnerNamed } from "../job/runner-named.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { foundRuns } from "./found-runs.ts";
import { outputReader } from "./output-reader.ts";

/** What `ohcs resume` takes. */
export interface ResumeCommandValues extends WatchValues, ResumeValues {
  readonly output: string;
  readonly workers: number | undefined;
}

/** Goes on with a run, and shows it. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, `PLATE_UNKNOWN`, `SOURCE_CHANGED` */
export async function resumeOutput(values: ResumeCommandValues, session: Session): Promise<Outcome> {
  const outputRoot = resolve(session.directory, values.output);
  await refuseSeveral(outputRoot);
  const { environment, roots } = await readRunRecord(outputReader(outputRoot));
  const runner = await runnerNamed(values.runner ?? earlierRunner(environment));
  return watchedRun({ ...values, plateRoots: platesRead(roots) }, session, (signal) =>
    resumeRun({
      ...{ outputRoot, runner, signal, resume: resumeOptions(values), stealLock: values.stealLock },
      ...{ modules: programModules(), versions: programVersions(), host: nodePlateHost({ gpus: programGpus }) },
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

/** Where the wells of the run before ran, if this program knows it. */
function earlierRunner(environment: RunRecord["environment"]): RunnerName {
  return RUNNER_NAMES.find((name) => name === environment.runner) ?? "threads";
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
