import type { Phase, PhaseResult, ProcessingContext, WellResult, WellTask } from "@ohcs/context";
import { fail } from "../errors.ts";
import { toWellError } from "../worker/place.ts";
import { WellTimer } from "../worker/well-timer.ts";
import { reductionContext } from "./reduction-context.ts";
import { runContext } from "./run-context.ts";
import type { RunScope } from "./run-scope.ts";
import { settledResult } from "./settle-wells.ts";

/** Runs a reduction: on the same workers as wells, over what the wells that succeeded committed. */
export async function runReduction(scope: RunScope, phase: Phase): Promise<PhaseResult> {
  const contributors = phase.contexts.toArray().flatMap((context) => contributorsOf(scope, context));
  const contributing = contributors.filter(({ status }) => status === "success");
  const excluded = contributors.filter(({ status }) => status !== "success");
  const result = await reduce(scope, phase, contributors, contributing.length);
  return {
    name: phase.name,
    kind: phase.kind,
    status: statusOf(result),
    contributors: contributing.map(({ well }) => well),
    excluded: excluded.map(({ well, status }) => ({ well, reason: scope.wells.get(well)?.error?.code ?? status })),
    result,
  };
}

async function reduce(
  scope: RunScope,
  { name, contexts, minWells }: Phase,
  contributors: WellTask["contributors"],
  contributing: number,
): Promise<WellResult | null> {
  const [context] = contexts;
  if (context === undefined || scope.cancellation.signal.aborted) return null;
  if (contributing < minWells) return tooFew(name, minWells, contributing, scope.runnerName);
  const actual = reductionContext(context, contributors, scope.wells);
  return (await settledResult(scope, actual)) ?? runContext(scope, actual, contributors, {});
}

/** How the wells ended; for what is computed it makes no difference when a well succeeded. */
function contributorsOf({ wells }: RunScope, context: ProcessingContext): WellTask["contributors"] {
  return context.wells.toArray().map((well) => {
    const status = wells.get(well)?.status ?? "cancelled";
    return { well, status: status === "skipped" ? "success" : status };
  });
}

function tooFew(name: string, minWells: number, got: number, worker: string): WellResult {
  const message = `Cannot reduce '${name}': expected at least ${minWells} wells, got ${got}`;
  const task = { context: "", wellId: name, attempt: 0, deadlineMs: null, contributors: [] };
  const error = fail("TOO_FEW_WELLS", message, { details: { reduction: name, minWells, got } });
  return new WellTimer(task, worker).ended("error", toWellError(error));
}

function statusOf(result: WellResult | null): PhaseResult["status"] {
  if (result === null || result.status === "cancelled") return "cancelled";
  return result.status === "error" ? "failed" : "complete";
}
