import type { ArtifactFile, ProcessingContext, WellResult } from "@ohcs/context";
import { artifactsRead, effectiveContext } from "@ohcs/records";
import { fail } from "../errors.ts";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import type { RunScope } from "./run-scope.ts";

/** A context with what it reads of earlier phases, or the result where that is not there. */
type PhaseInputs =
  | { readonly context: ProcessingContext; readonly artifacts: readonly ArtifactFile[]; readonly result: null }
  | { readonly context: ProcessingContext; readonly result: WellResult };

/** Finds the artifacts of a context; one that no reduction made leaves it out, as `PHASE_INPUT_MISSING`. */
export function phaseInputs({ artifacts, runnerName }: RunScope, context: ProcessingContext): PhaseInputs {
  const names = artifactsRead(context);
  const found = names.flatMap((name) => artifacts.get(name) ?? []);
  const absent = names.filter((name) => !artifacts.has(name));
  if (absent.length === 0) return { context: effectiveContext(context, found), artifacts: found, result: null };
  return { context, result: leftOut(context.axisId, absent, runnerName) };
}

function leftOut(wellId: string, absent: readonly string[], worker: string): WellResult {
  const text = absent.map((name) => `'artifact:${name}'`).join(", ");
  const message = `Cannot run '${wellId}': expected ${text} of an earlier phase, got none`;
  const error = fail("PHASE_INPUT_MISSING", message, { details: { well: wellId, artifacts: absent } });
  const task = { context: "", wellId, attempt: 0, deadlineMs: null, contributors: [] };
  return new WellTimer(task, worker).ended("skipped", toWellError(error));
}
