import { resolve } from "node:path";
import { explainPlate, type PlateExplanation } from "@ohcs/compiler";
import { diagnosticsCount } from "@ohcs/context";
import { writeTextAtomically } from "@ohcs/filemanager/disk";
import { type CompiledPlace, savePlan } from "@ohcs/orchestrator";
import { type Job, prepareJob, prepareJobs, programPackages } from "ohcs/compose";
import { fail } from "../errors.ts";
import { liesInPlate } from "../plate/lies-in-plate.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import type { Style } from "../terminal/terminal.ts";
import { diagnosticsView } from "../views/diagnostics-view.ts";
import { isOverPlates, type JobsValues, type JobValues, loadShared, type Shared } from "./load-shared.ts";
import { batchView, type PlannedRunner, plannedRunner, planView } from "./plan-view.ts";

/** What `ohcs plan` takes. */
interface PlanValues extends JobsValues {
  /** File for the compiled plan. */
  readonly save: string | undefined;
}

/**
 * Compiles and prints; only a plan to be saved is created on disk. Exit code 2 where the pipeline cannot run, on any of
 * the plates. @throws `PLAN_UNWRITABLE`, `PLAN_OF_SEVERAL`
 */
export async function planPlates(values: PlanValues, { directory, json, terminal }: Session): Promise<Outcome> {
  const { plates, save } = values;
  const shared = await loadShared(values, directory);
  const [only, second] = plates;
  const isOne = only !== undefined && second === undefined && !isOverPlates(shared);
  if (save !== undefined && !isOne) throw ofSeveral(isOverPlates(shared), values);
  const { jobs, diagnostics, job } = isOne
    ? await planOne({ ...values, plate: only }, shared, directory)
    : await prepareJobs(values, shared, directory);
  // As with every other command, what is wrong goes to standard error.
  if (!json) terminal.err.write(diagnosticsView(diagnostics, terminal.err.style));
  const plans = jobs.map(({ plate, estimate, runner }) =>
    plate === null ? null : { ...explainPlate(plate, estimate), runner: plannedRunner(runner) },
  );
  const batch = job === null ? null : explainPlate(job.compiled);
  const state = jobs[0]?.orchestrator.state;
  if (save !== undefined && state?.name === "compiled") await savePlanFile(save, state, directory);
  const isSound = diagnostics.every(({ severity }) => severity !== "error");
  const batchText = (style: Style) => (batch === null || job === null ? "" : `\n${batchView(batch, job, style)}`);
  return {
    exitCode: isSound ? EXIT.success : EXIT.compileErrors,
    json: isOne ? { diagnostics, plan: plans[0] ?? null } : { diagnostics, plans, batch },
    text: (style) =>
      isSound ? `${plansText(jobs, plans, style)}${batchText(style)}` : `${diagnosticsCount(diagnostics)}\n`,
  };
}

async function planOne(values: JobValues, shared: Shared, directory: string) {
  const one = await prepareJob(values, shared, directory);
  return { jobs: [one], diagnostics: one.diagnostics, job: null };
}

type PlannedPlate = (PlateExplanation & { readonly runner: PlannedRunner }) | null;

function plansText(jobs: readonly Job[], plans: readonly PlannedPlate[], style: Style): string {
  const views = jobs.flatMap(({ outputRoot, config }, i) => {
    const plan = plans[i] ?? null;
    return plan === null
      ? []
      : [planView(plan, { outputRoot, workers: config.numWorkers, runner: plan.runner }, style)];
  });
  return views.join("\n");
}

/** A saved plan is the document of one run; several plates, and what is done over them, are several runs. */
function ofSeveral(overPlates: boolean, { plates, pipeline }: PlanValues): Error {
  const expectation = overPlates
    ? "expected a pipeline of one plate, got one that reduces over plates ('axis: batch')"
    : `expected one plate, got ${plates.length}`;
  const apart = overPlates
    ? "Switch the reductions over plates off ('enabled: false') to save the plan of a plate"
    : `Save a plan of each by itself: 'ohcs plan ${plates[0]} -p ${pipeline} --save FILE'`;
  return fail("PLAN_OF_SEVERAL", `Cannot save plan: ${expectation}`, {
    details: { plates, overPlates },
    remedy: `${apart}; or run without a saved plan: 'ohcs run ${plates.join(" ")} -p ${pipeline}'.`,
  });
}

/** Saves a compiled plate in a file, whole or not at all. @throws `PLAN_UNWRITABLE` */
async function savePlanFile(named: string, compiled: CompiledPlace, directory: string): Promise<void> {
  const file = resolve(directory, named);
  const { root } = compiled.manifest;
  if (await liesInPlate(file, root)) throw unwritable(named, `a path apart from the source plate '${root}'`);
  await writeTextAtomically(file, savePlan(compiled, programPackages())).catch((cause: unknown) => {
    throw unwritable(named, "a file that can be written", cause);
  });
}

function unwritable(named: string, expected: string, cause?: unknown): Error {
  const reason = cause instanceof Error ? ` (${cause.message})` : "";
  return fail("PLAN_UNWRITABLE", `Cannot save plan: expected ${expected}, got '${named}'${reason}`, {
    details: { file: named },
    ...(cause === undefined ? {} : { cause }),
  });
}
