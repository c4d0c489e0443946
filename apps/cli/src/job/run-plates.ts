import { encodeError, type PlateResult } from "@ohcs/context";
import { type BatchJob, reducePlates } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { EXIT, type ExitCode } from "../program/exit-code.ts";
import { type Interrupts, listenForInterrupts } from "../program/interrupts.ts";
import type { Outcome } from "../program/outcome.ts";
import { errorText } from "../program/present-error.ts";
import type { Session } from "../program/session.ts";
import type { Style } from "../terminal/style.ts";
import { countOf } from "../views/count-of.ts";
import { diagnosticsView } from "../views/diagnostics-view.ts";
import { runSummary } from "../views/run-summary.ts";
import { compileFailed } from "./compile-failed.ts";
import { type EventsFile, openEventsFile } from "./events-file.ts";
import { exitCodeOf } from "./exit-code-of.ts";
import type { Shared } from "./load-shared.ts";
import { type Job, prepareJobs } from "./prepare-job.ts";
import { programModules } from "./program-modules.ts";
import { programVersions } from "./program-versions.ts";
import { type RunValues, type Starter, settingsOf, starterOf, watched } from "./run-plate.ts";

/** What `ohcs run` takes for several plates. */
export interface RunPlatesValues extends Omit<RunValues, "plate"> {
  readonly plates: readonly string[];
}

/** How the run of one plate ended, or why it could not begin. */
type PlateOutcome = PlateResult | FailedPlate;

interface FailedPlate extends Pick<PlateResult, "plateId" | "outputRoot"> {
  readonly error: ReturnType<typeof encodeError>;
}

/**
 * Compiles all plates, then runs one after the other: one that fails, or cannot begin, does not stop the next. At last it runs
 * what the pipeline does over all of them.
 * @throws `COMPILE_FAILED` with the problems of all plates; none is run then
 */
export async function runPlates(values: RunPlatesValues, shared: Shared, session: Session): Promise<Outcome> {
  const { jobs, diagnostics, job } = await prepareJobs(values, shared, session.directory);
  if (diagnostics.some(({ severity }) => severity === "error")) throw compileFailed(diagnostics);
  const { err } = session.terminal;
  err.write(diagnosticsView(diagnostics, err.style));
  const file = values.events === undefined ? null : await openEventsFile(values.events, session);
  const interrupts = listenForInterrupts();
  const followed = { values, file, interrupts };
  try {
    const plates = await inTurn(jobs, followed, session);
    const batch = job === null ? null : await overPlates(jobs, plates, job, followed, session);
    const exitCode = interrupts.exitCode() ?? exitCodeOfAll(plates, batch);
    const text = (style: Style) => {
      const over = batch === null ? [] : [outcomeText(batch, style, "plate")];
      return [...plates.map((one) => outcomeText(one, style, "well")), ...over].join("\n");
    };
    if (values.events !== "-") return { exitCode, json: { plates, batch }, text };
    err.write(text(err.style));
    return { exitCode, json: { plates, batch }, text: () => "" };
  } finally {
    interrupts.release();
    await file?.close();
  }
}

interface Followed {
  readonly values: RunPlatesValues;
  readonly file: EventsFile | null;
  readonly interrupts: Interrupts;
}

/** Plates in the order given; an interruption leaves out those that have not begun. */
async function inTurn(jobs: readonly Job[], followed: Followed, session: Session): Promise<readonly PlateOutcome[]> {
  const outcomes: PlateOutcome[] = [];
  const { err } = session.terminal;
  for (const [i, job] of jobs.entries()) {
    if (followed.interrupts.exitCode() !== null) break;
    err.write(`${err.style.colors.bold(job.plateId)}  plate ${i + 1} of ${jobs.length}\n`);
    outcomes.push(await runOne(job, followed, session));
  }
  return outcomes;
}

async function runOne(job: Job, followed: Followed, session: Session): Promise<PlateOutcome> {
  return outcomeOf(job, async () => watchedBy(followed, session, await starterOf(job, followed.values, session)));
}

/** The reductions over plates; null where an interruption left them out. */
async function overPlates(
  jobs: readonly Job[],
  outcomes: readonly PlateOutcome[],
  batch: BatchJob,
  followed: Followed,
  session: Session,
): Promise<PlateOutcome | null> {
  const [first] = jobs;
  if (first === undefined || followed.interrupts.exitCode() !== null) return null;
  const { plateId } = batch.compiled;
  const { err } = session.terminal;
  err.write(`${err.style.colors.bold(plateId)}  over ${countOf(jobs.length, "plate")}\n`);
  const plates = jobs.map((job, i) => ({ ...job, plate: job.plateId, hasRun: !("error" in (outcomes[i] ?? {})) }));
  const settings = await settingsOf(first, followed.values);
  const surroundings = { job: batch, modules: programModules(), versions: programVersions(), host: nodePlateHost() };
  return outcomeOf({ plateId, outputRoot: batch.outputRoot }, () =>
    watchedBy(followed, session, (signal) => reducePlates(plates, batch, { ...settings, ...surroundings, signal })),
  );
}

function watchedBy({ file, interrupts }: Followed, session: Session, start: Starter): Promise<PlateResult> {
  return watched(file, interrupts, session, start);
}

async function outcomeOf(
  { plateId, outputRoot }: Pick<PlateResult, "plateId" | "outputRoot">,
  run: () => Promise<PlateResult>,
): Promise<PlateOutcome> {
  try {
    return await run();
  } catch (error) {
    return { plateId, outputRoot, error: encodeError(error) };
  }
}

/** Those of one plate, over all wells of all plates; what is done over plates fails like a reduction of a plate. */
function exitCodeOfAll(plates: readonly PlateOutcome[], batch: PlateOutcome | null): ExitCode {
  const codes = plates.map((plate) => ("error" in plate ? EXIT.allWellsFailed : exitCodeOf(plate)));
  if (codes.every((code) => code === EXIT.allWellsFailed)) return EXIT.allWellsFailed;
  const isDone = batch === null || (!("error" in batch) && exitCodeOf(batch) === EXIT.success);
  return isDone && codes.every((code) => code === EXIT.success) ? EXIT.success : EXIT.someWellsFailed;
}

function outcomeText(plate: PlateOutcome, style: Style, unit: "well" | "plate"): string {
  if (!("error" in plate)) return runSummary(plate, style, unit);
  const { code, message, details, remedy } = plate.error;
  return `${style.colors.bold(plate.plateId)}: ${errorText({ code, message, details, remedy }, style)}`;
}
