import { explainPlate } from "@ohcs/compiler";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { diagnosticsCount, diagnosticsView } from "../views/diagnostics-view.ts";
import type { JobValues } from "./job-values.ts";
import { planView } from "./plan-view.ts";
import { prepareJob } from "./prepare-job.ts";
import { savePlanFile } from "./save-plan-file.ts";

/** What `ohcs plan` takes. */
export interface PlanValues extends JobValues {
  /** File for the compiled plan. */
  readonly save: string | undefined;
}

/**
 * Compiles and tells; nothing is created on disk but the plan, where it is to be saved. Exit code 2 where the pipeline
 * cannot run. @throws `PLAN_UNWRITABLE`
 */
export async function planPlate(values: PlanValues, { directory, json, terminal }: Session): Promise<Outcome> {
  const job = await prepareJob(values, directory);
  const { diagnostics, plate, orchestrator, config } = job;
  // As with every other command, what is wrong goes to standard error.
  if (!json) terminal.err.write(diagnosticsView(diagnostics, terminal.err.style));
  const plan = plate === null ? null : explainPlate(plate, job.estimate);
  const { state } = orchestrator;
  if (values.save !== undefined && state.name === "compiled") await savePlanFile(values.save, state, directory);
  const place = { outputRoot: state.name === "compiled" ? state.job.outputRoot : "", workers: config.numWorkers };
  return {
    exitCode: plate === null ? EXIT.compileErrors : EXIT.success,
    json: { diagnostics, plan },
    text: (style) => (plan === null ? `${diagnosticsCount(diagnostics)}\n` : planView(plan, place, style)),
  };
}
