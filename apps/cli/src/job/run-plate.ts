import { resolve } from "node:path";
import type { PlateResult } from "@ohcs/context";
import type { PlateRun, ResumeOptions } from "@ohcs/executor";
import type { RunSettings } from "@ohcs/orchestrator";
import { type Job, type PlateValues, prepareJob } from "ohcs/compose";
import { compileFailed } from "ohcs/settings";
import type { ResumeValues, WatchValues } from "../commands/command-options.ts";
import { type Interrupts, listenForInterrupts } from "../program/interrupts.ts";
import type { Outcome, Session } from "../program/session.ts";
import type { Style, Writer } from "../terminal/terminal.ts";
import { diagnosticsView } from "../views/diagnostics-view.ts";
import { runSummary } from "../views/run-summary.ts";
import { exitCodeOf } from "./exit-code-of.ts";
import { followRuns, type KeptEvents } from "./follow-runs.ts";
import type { JobValues, Shared } from "./load-shared.ts";
import { refuseIdleVerify } from "./refuse-idle-verify.ts";
import { reportAhead, reportLine, reportRuns } from "./report-run.ts";

/** What `ohcs run` takes. */
export interface RunValues extends JobValues, RunningValues {}

/** How a plate is run, whatever is done to it. */
export interface RunningValues extends WatchValues, ResumeValues {
  readonly resume: boolean;
  readonly artifactsFrom: string | undefined;
}

/** Compiles, runs, shows the progress of the run, and summarizes it. @throws `COMPILE_FAILED` with all problems */
export async function runPlate(
  values: PlateValues & RunningValues,
  shared: Shared,
  session: Session,
): Promise<Outcome> {
  const job = await prepareJob(values, shared, session.directory);
  if (job.plate === null) throw compileFailed(job.diagnostics);
  refuseIdleVerify(values, job.config);
  const { err } = session.terminal;
  err.write(diagnosticsView(job.diagnostics, err.style));
  const settings = settingsOf(job, values, session);
  const start = async (signal: AbortSignal) => job.orchestrator.executeCompiledPlate({ ...settings, signal });
  const { report } = job.config;
  return watchedRun({ ...values, report, plateRoots: [job.plateRoot] }, session, start);
}

/** How a run is begun, once it can be interrupted. */
type Starter = (signal: AbortSignal) => Promise<PlateRun>;

/** Where wells run, where they begin, and what of earlier runs is kept. */
export function settingsOf(
  { config, runner }: Pick<Job, "config" | "runner">,
  values: RunningValues,
  session: Session,
): RunSettings {
  return {
    ...runner,
    resume: values.resume || values.onlyFailed || config.resume ? resumeOptions(values) : false,
    stealLock: values.stealLock,
    ...beginningOf(values),
    ...suppliedBy(values, session),
  };
}

/** The output plate whose artifacts are to be taken over. */
export function suppliedBy({ artifactsFrom }: Pick<RunValues, "artifactsFrom">, { directory }: Session) {
  return artifactsFrom === undefined ? {} : { artifactsFrom: resolve(directory, artifactsFrom) };
}

/** The step at which wells begin. */
export function beginningOf({ fromStep }: Pick<ResumeValues, "fromStep">) {
  return fromStep === undefined ? {} : { fromStep };
}

/** What the command line says of resuming. */
export function resumeOptions({ onlyFailed, verify = "hash" }: ResumeValues): Required<ResumeOptions> {
  return { onlyFailed, verify };
}

/** Starts a run, shows its progress, writes its report unless it was interrupted, and summarizes it. */
export async function watchedRun(
  kept: KeptEvents & Pick<WatchValues, "report">,
  session: Session,
  start: Starter,
): Promise<Outcome> {
  const interrupts = listenForInterrupts();
  try {
    const [result, known] = await followRuns(kept, interrupts, session, async (follow) => {
      const run = await start(interrupts.signal);
      await using ahead = kept.report ? reportAhead(run) : null;
      await follow(run);
      return [await run.result, interrupts.signal.aborted ? undefined : await ahead?.known()] as const;
    });
    const reports = known === undefined ? [] : await reportRuns([result], session, known);
    return outcomeOf(result, reports, interrupts, kept.events === "-", session);
  } finally {
    interrupts.release();
  }
}

async function outcomeOf(
  result: PlateResult,
  reports: readonly string[],
  interrupts: Interrupts,
  eventsOnOut: boolean,
  { terminal, json }: Session,
): Promise<Outcome> {
  const { out, err } = terminal;
  const [report] = reports;
  const outcome = {
    exitCode: interrupts.exitCode() ?? exitCodeOf(result),
    json: report === undefined ? result : { ...result, report },
  };
  const counted = json ? "" : await countsOf(result, eventsOnOut ? err : out);
  const text = (style: Style) => runSummary(result, style) + counted + reportLine(reports, style);
  if (!eventsOnOut) return { ...outcome, text };
  err.write(text(err.style));
  return { ...outcome, text: () => "" };
}

/** What was counted in the wells: three numbers, and on a terminal the plate. */
async function countsOf(result: PlateResult, { isTerminal, style }: Writer): Promise<string> {
  const [{ wellCounts }, { countsGrid, countsLine }] = await Promise.all([
    import("../views/well-counts.ts"),
    import("../views/counts-view.ts"),
  ]);
  const counts = await wellCounts(result);
  if (counts === null) return "";
  return `${isTerminal ? countsGrid(result, counts, style) : ""}${countsLine(result, counts)}`;
}
