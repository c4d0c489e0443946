import { countOf, type PlateResult } from "@ohcs/context";
import { type BatchJob, type BatchResult, type Orchestrator, type PlateOutcome, runBatch } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { type Job, type LoadedRunner, prepareJobs } from "ohcs/compose";
import { programModules } from "ohcs/modules";
import { compileFailed } from "ohcs/settings";
import { listenForInterrupts } from "../program/interrupts.ts";
import { errorText } from "../program/present-error.ts";
import { EXIT, type ExitCode, type Outcome, type Session } from "../program/session.ts";
import type { Style } from "../terminal/terminal.ts";
import { diagnosticsView } from "../views/diagnostics-view.ts";
import { runSummary } from "../views/run-summary.ts";
import { exitCodeOf } from "./exit-code-of.ts";
import { followRuns } from "./follow-runs.ts";
import type { Shared } from "./load-shared.ts";
import { refuseIdleVerify } from "./refuse-idle-verify.ts";
import { reportLine, reportRuns } from "./report-run.ts";
import { type RunValues, settingsOf } from "./run-plate.ts";
import { runVersions } from "./run-versions.ts";

/** What `ohcs run` takes for several plates. */
interface RunPlatesValues extends Omit<RunValues, "plate"> {
  readonly plates: readonly string[];
}

/**
 * Compiles all plates, then runs one after the other: one that fails, or cannot begin, does not stop the next. At last it runs
 * what the pipeline does over all of them.
 * @throws `COMPILE_FAILED` with the problems of all plates, `OUTPUT_LOCKED`; none is run then
 */
export async function runPlates(values: RunPlatesValues, shared: Shared, session: Session): Promise<Outcome> {
  const { jobs, diagnostics, job } = await prepareJobs(values, shared, session.directory);
  if (diagnostics.some(({ severity }) => severity === "error")) throw compileFailed(diagnostics);
  refuseIdleVerify(values, ...jobs.map(({ config }) => config));
  const { err } = session.terminal;
  err.write(diagnosticsView(diagnostics, err.style));
  const { events, stealLock } = values;
  const kept = { events, stealLock, plateRoots: jobs.map(({ plateRoot }) => plateRoot) };
  const interrupts = listenForInterrupts();
  const runnerFor = (plate: Orchestrator) => runnerAmong(jobs, plate);
  try {
    const result = await followRuns(kept, interrupts, session, (follow) =>
      runBatch({
        plates: jobs.map(({ orchestrator }) => orchestrator),
        settingsOf: async (orchestrator) =>
          settingsOf({ ...orchestrator.config, runner: runnerFor(orchestrator) }, values, session),
        onRun: (run, plate) => {
          err.write(heading(plate, jobs, job, err.style));
          return follow(run);
        },
        job,
        stealLock,
        signal: interrupts.signal,
        modules: programModules(),
        versions: runVersions(),
        host: nodePlateHost(),
      }),
    );
    const isReported = jobs.every(({ config }) => config.report) && !interrupts.signal.aborted;
    const ran = result.plates.flatMap((plate) => resultOf(plate) ?? []);
    const reports = isReported ? await reportRuns(ran, session) : [];
    const exitCode = interrupts.exitCode() ?? exitCodeOfAll(result);
    const json = reports.length === 0 ? result : { ...result, reports };
    const text = (style: Style) => batchText(result, style) + reportLine(reports, style);
    if (events !== "-") return { exitCode, json, text };
    err.write(text(err.style));
    return { exitCode, json, text: () => "" };
  } finally {
    interrupts.release();
  }
}

function runnerAmong(jobs: readonly Job[], plate: Orchestrator): LoadedRunner {
  const job = jobs.find(({ orchestrator }) => orchestrator === plate) ?? jobs[0];
  if (job === undefined) throw new TypeError("Cannot run plates: expected at least one, got none");
  return job.runner;
}

/** Which plate it is whose run is shown below, or what is done over all. */
function heading(plate: Orchestrator | null, jobs: readonly Job[], batch: BatchJob | null, { colors }: Style): string {
  const place = jobs.findIndex(({ orchestrator }) => orchestrator === plate);
  const name = jobs[place]?.plateId ?? batch?.compiled.plateId ?? "";
  const which = plate === null ? `over ${countOf(jobs.length, "plate")}` : `plate ${place + 1} of ${jobs.length}`;
  return `${colors.bold(name)}  ${which}\n`;
}

/** Those of one plate, over all wells of all plates; what is done over plates fails like a reduction of a plate. */
function exitCodeOfAll({ plates, batch }: BatchResult): ExitCode {
  const codes = plates.map((plate) => {
    const result = resultOf(plate);
    return result === null ? EXIT.allWellsFailed : exitCodeOf(result);
  });
  if (codes.every((code) => code === EXIT.allWellsFailed)) return EXIT.allWellsFailed;
  const over = batch === null ? null : resultOf(batch);
  const isDone = batch === null || (over !== null && exitCodeOf(over) === EXIT.success);
  return isDone && codes.every((code) => code === EXIT.success) ? EXIT.success : EXIT.someWellsFailed;
}

/** Null where there was no run that could have one. */
function resultOf(plate: PlateOutcome): PlateResult | null {
  return "error" in plate ? plate.result : plate;
}

function batchText({ plates, batch }: BatchResult, style: Style): string {
  const over = batch === null ? [] : [outcomeText(batch, style, "plate")];
  return [...plates.map((one) => outcomeText(one, style, "well")), ...over].join("\n");
}

/** What went wrong beyond wells comes first; then what became of the wells all the same. */
function outcomeText(plate: PlateOutcome, style: Style, unit: "well" | "plate"): string {
  const result = resultOf(plate);
  const summary = result === null ? "" : runSummary(result, style, unit);
  if (!("error" in plate)) return summary;
  const { code, message, details, remedy } = plate.error;
  return `${style.colors.bold(plate.plateId)}: ${errorText({ code, message, details, remedy }, style)}${summary}`;
}
