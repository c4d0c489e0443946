import { resolve } from "node:path";
import { readRunRecord } from "@ohcs/executor";
import { resumeRun } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { programGpus } from "../gpus/program-gpus.ts";
import { programModules } from "../job/program-modules.ts";
import { programVersions } from "../job/program-versions.ts";
import { beginningOf, type ResumeValues, resumeOptions, type WatchValues, watchedRun } from "../job/run-plate.ts";
import { RUNNER_NAMES, type RunnerName, runnerNamed } from "../job/runner-named.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { outputReader } from "./output-reader.ts";

/** What `ohcs resume` takes. */
export interface ResumeCommandValues extends WatchValues, ResumeValues {
  readonly output: string;
  readonly workers: number | undefined;
}

/** Goes on with a run, and shows it. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, `SOURCE_CHANGED` */
export async function resumeOutput(values: ResumeCommandValues, session: Session): Promise<Outcome> {
  const runner = await runnerNamed(values.runner ?? (await earlierRunner(values.output, session)));
  return watchedRun(values, session, (signal) =>
    resumeRun({
      ...{ outputRoot: resolve(session.directory, values.output), runner, signal, resume: resumeOptions(values) },
      ...{ modules: programModules(), versions: programVersions(), host: nodePlateHost({ gpus: programGpus }) },
      ...beginningOf(values),
      ...(values.workers === undefined ? {} : { workers: values.workers }),
    }),
  );
}

/** Where the wells of the run before ran, if this program knows it. */
async function earlierRunner(output: string, { directory }: Session): Promise<RunnerName> {
  const { environment } = await readRunRecord(outputReader(output, directory));
  return RUNNER_NAMES.find((name) => name === environment.runner) ?? "threads";
}
