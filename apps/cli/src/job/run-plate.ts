import type { PlateResult } from "@ohcs/context";
import { type Interrupts, listenForInterrupts } from "../program/interrupts.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { diagnosticsView } from "../views/diagnostics-view.ts";
import { runSummary } from "../views/run-summary.ts";
import { watchRun } from "../views/watch-run.ts";
import { compileFailed } from "./compile-failed.ts";
import { openEventsFile } from "./events-file.ts";
import { exitCodeOf } from "./exit-code-of.ts";
import type { JobValues } from "./job-values.ts";
import { type Job, prepareJob } from "./prepare-job.ts";
import { type RunnerName, runnerNamed } from "./runner-named.ts";

/** What `ohcs run` takes. */
export interface RunValues extends JobValues {
  readonly runner: RunnerName | undefined;
  readonly events: string | undefined;
}

/** Compiles, runs, shows the run while it goes on, and sums it up. @throws `COMPILE_FAILED` with all problems */
export async function runPlate(values: RunValues, session: Session): Promise<Outcome> {
  const job = await prepareJob(values, session.directory);
  if (job.plate === null) throw compileFailed(job.diagnostics);
  const { err } = session.terminal;
  err.write(diagnosticsView(job.diagnostics, err.style));
  const interrupts = listenForInterrupts();
  try {
    const result = await watched(job, values, interrupts, session);
    return outcomeOf(result, interrupts, values.events === "-", session);
  } finally {
    interrupts.release();
  }
}

async function watched(
  { orchestrator }: Job,
  { runner, events }: RunValues,
  interrupts: Interrupts,
  session: Session,
): Promise<PlateResult> {
  const file = events === undefined ? null : await openEventsFile(events, session);
  const watch = await watchRun(session.terminal.err);
  interrupts.signal.addEventListener("abort", () => watch.say("ending the run; press Ctrl-C again to stop at once"));
  try {
    const { signal } = interrupts;
    const run = orchestrator.executeCompiledPlate({ runner: await runnerNamed(runner ?? "threads"), signal });
    for await (const event of run.events) {
      watch.event(event);
      file?.write(event);
    }
    return await run.result;
  } finally {
    watch.close();
    await file?.close();
  }
}

function outcomeOf(result: PlateResult, interrupts: Interrupts, eventsOnOut: boolean, { terminal }: Session): Outcome {
  const outcome = { exitCode: interrupts.exitCode() ?? exitCodeOf(result), json: result };
  if (!eventsOnOut) return { ...outcome, text: (style) => runSummary(result, style) };
  terminal.err.write(runSummary(result, terminal.err.style));
  return { ...outcome, text: () => "" };
}
