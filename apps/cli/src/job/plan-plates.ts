import { explainPlate, type PlateExplanation } from "@ohcs/compiler";
import { fail } from "../errors.ts";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import type { Style } from "../terminal/style.ts";
import { diagnosticsCount, diagnosticsView } from "../views/diagnostics-view.ts";
import { diagnosticsOfPlates } from "./diagnostics-of-plates.ts";
import type { JobsValues } from "./job-values.ts";
import { planView } from "./plan-view.ts";
import { type Job, prepareJob, prepareJobs } from "./prepare-job.ts";
import { savePlanFile } from "./save-plan-file.ts";

/** What `ohcs plan` takes. */
export interface PlanValues extends JobsValues {
  /** File for the compiled plan. */
  readonly save: string | undefined;
}

/**
 * Compiles and tells; nothing is created on disk but the plan, where it is to be saved. Exit code 2 where the pipeline
 * cannot run, on any of the plates. @throws `PLAN_UNWRITABLE`, `USAGE_INVALID`
 */
export async function planPlates(values: PlanValues, { directory, json, terminal }: Session): Promise<Outcome> {
  const { plates, save } = values;
  const [only, second] = plates;
  if (save !== undefined && second !== undefined) throw savesOne();
  const isOne = only !== undefined && second === undefined;
  const jobs = isOne ? [await prepareJob({ ...values, plate: only }, directory)] : await prepareJobs(values, directory);
  const diagnostics = isOne ? (jobs[0]?.diagnostics ?? []) : diagnosticsOfPlates(jobs);
  // As with every other command, what is wrong goes to standard error.
  if (!json) terminal.err.write(diagnosticsView(diagnostics, terminal.err.style));
  const plans = jobs.map(({ plate, estimate }) => (plate === null ? null : explainPlate(plate, estimate)));
  const state = jobs[0]?.orchestrator.state;
  if (save !== undefined && state?.name === "compiled") await savePlanFile(save, state, directory);
  const isSound = diagnostics.every(({ severity }) => severity !== "error");
  return {
    exitCode: isSound ? EXIT.success : EXIT.compileErrors,
    json: isOne ? { diagnostics, plan: plans[0] ?? null } : { diagnostics, plans },
    text: (style) => (isSound ? plansText(jobs, plans, style) : `${diagnosticsCount(diagnostics)}\n`),
  };
}

function plansText(jobs: readonly Job[], plans: readonly (PlateExplanation | null)[], style: Style): string {
  const views = jobs.flatMap(({ outputRoot, config }, i) => {
    const plan = plans[i] ?? null;
    return plan === null ? [] : [planView(plan, { outputRoot, workers: config.numWorkers }, style)];
  });
  return views.join("\n");
}

function savesOne(): Error {
  const expectation = "expected one plate beside '--save', got several";
  return fail("USAGE_INVALID", `Cannot read the command line: ${expectation}`, { remedy: "See 'ohcs plan --help'." });
}
