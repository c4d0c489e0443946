import { encodeError, type PlateResult } from "@ohcs/context";
import { EXIT, type ExitCode } from "../program/exit-code.ts";
import { type Interrupts, listenForInterrupts } from "../program/interrupts.ts";
import type { Outcome } from "../program/outcome.ts";
import { errorText } from "../program/present-error.ts";
import type { Session } from "../program/session.ts";
import type { Style } from "../terminal/style.ts";
import { diagnosticsView } from "../views/diagnostics-view.ts";
import { runSummary } from "../views/run-summary.ts";
import { compileFailed } from "./compile-failed.ts";
import { diagnosticsOfPlates } from "./diagnostics-of-plates.ts";
import { type EventsFile, openEventsFile } from "./events-file.ts";
import { exitCodeOf } from "./exit-code-of.ts";
import { type Job, prepareJobs } from "./prepare-job.ts";
import { type RunValues, starterOf, watched } from "./run-plate.ts";

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
 * Compiles all plates, then runs one after the other: one that fails, or cannot begin, does not stop the next.
 * @throws `COMPILE_FAILED` with the problems of all plates; none is run then
 */
export async function runPlates(values: RunPlatesValues, session: Session): Promise<Outcome> {
  const jobs = await prepareJobs(values, session.directory);
  const diagnostics = diagnosticsOfPlates(jobs);
  if (diagnostics.some(({ severity }) => severity === "error")) throw compileFailed(diagnostics);
  const { err } = session.terminal;
  err.write(diagnosticsView(diagnostics, err.style));
  const file = values.events === undefined ? null : await openEventsFile(values.events, session);
  const interrupts = listenForInterrupts();
  try {
    const plates = await inTurn(jobs, { values, file, interrupts }, session);
    const exitCode = interrupts.exitCode() ?? exitCodeOfAll(plates);
    const text = (style: Style) => plates.map((plate) => plateText(plate, style)).join("\n");
    if (values.events !== "-") return { exitCode, json: { plates }, text };
    err.write(text(err.style));
    return { exitCode, json: { plates }, text: () => "" };
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

async function runOne(job: Job, { values, file, interrupts }: Followed, session: Session): Promise<PlateOutcome> {
  try {
    return await watched(file, interrupts, session, await starterOf(job, values, session));
  } catch (error) {
    return { plateId: job.plateId, outputRoot: job.outputRoot, error: encodeError(error) };
  }
}

/** Those of one plate, over all wells of all plates. */
function exitCodeOfAll(plates: readonly PlateOutcome[]): ExitCode {
  const codes = plates.map((plate) => ("error" in plate ? EXIT.allWellsFailed : exitCodeOf(plate)));
  if (codes.every((code) => code === EXIT.allWellsFailed)) return EXIT.allWellsFailed;
  return codes.every((code) => code === EXIT.success) ? EXIT.success : EXIT.someWellsFailed;
}

function plateText(plate: PlateOutcome, style: Style): string {
  if (!("error" in plate)) return runSummary(plate, style);
  const { code, message, details, remedy } = plate.error;
  return `${style.colors.bold(plate.plateId)}: ${errorText({ code, message, details, remedy }, style)}`;
}
