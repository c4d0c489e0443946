import type { ArtifactFile, Phase, PhaseResult, ProcessingContext, WellResult } from "@ohcs/context";
import { isDone, joinedGpu } from "@ohcs/records";
import { runInWidth } from "../width/run-in-width.ts";
import { phaseInputs } from "./phase-inputs.ts";
import { type RetryPolicy, retryPolicy } from "./retry-policy.ts";
import { cancelledResult, runContext, type TaskInputs } from "./run-context.ts";
import type { RunScope } from "./run-scope.ts";
import { settleWells } from "./settle-wells.ts";

/**
 * Runs the selected wells of a phase, or all if the phase `isFeeding` a reduction that needs the plate: one shared
 * queue, longest expected first, from which a free worker takes the next well for which there is room. A well that did
 * not succeed in an earlier phase is omitted; one with a valid result is skipped. Returns when every well has its
 * result.
 */
export async function runMapPhase(scope: RunScope, phase: Phase, isFeeding: boolean): Promise<PhaseResult> {
  const undecided = phase.contexts.toArray().filter(({ axisId }) => isUndecided(scope.wells.get(axisId)));
  const inputs = undecided.map((context) => phaseInputs(scope, context));
  for (const { context, result } of inputs) if (result !== null) finish(scope, context.axisId, result);
  const ready = inputs.filter((one) => one.result === null);
  const artifacts = new Map(ready.map((one) => [one.context, one.artifacts]));
  const { settled, due } = await settleWells(scope, [...artifacts.keys()]);
  const contexts = due.filter(({ axisId }) => isFeeding || scope.asked.has(axisId));
  for (const { context, result } of settled) finish(scope, context.axisId, result);
  for (const { axisId } of contexts) scope.events.emit({ type: "wellQueued", well: axisId });
  const refused = new Map<string, Refusal>();
  const { room } = scope;
  await runInWidth(
    longestFirst(contexts),
    () => scope.width.width,
    (context, lane) => {
      const well = { context, artifacts: artifacts.get(context) ?? [] };
      return room.take(context, () => runWell(scope, well, `${scope.runnerName}-${lane + 1}`, refused));
    },
    (context) => room.isThere(context),
  );
  return phaseResult(scope, phase);
}

function isUndecided(earlier: WellResult | undefined): boolean {
  return earlier === undefined || isDone(earlier);
}

/** The more images, the longer; equal wells stay in plate order. */
function longestFirst(contexts: readonly ProcessingContext[]): readonly ProcessingContext[] {
  return contexts.toSorted((a, b) => b.images.size - a.images.size);
}

/** How often a well was attempted that is to be run again with more memory, and whether it may then be retried. */
interface Refusal {
  readonly attempts: number;
  readonly mayRetry: RetryPolicy;
}

/** Runs one well; `refused` holds those that are to be run again with more memory. */
async function runWell(
  scope: RunScope,
  { context, artifacts }: { readonly context: ProcessingContext; readonly artifacts: readonly ArtifactFile[] },
  worker: string,
  refused: Map<string, Refusal>,
): Promise<"done" | "again"> {
  const well = context.axisId;
  const { events, width, session } = scope;
  const { attempts, mayRetry } = refused.get(well) ?? { attempts: 0, mayRetry: retryPolicy(context) };
  width.started(well, worker);
  const result = await runContext(
    scope,
    context,
    { contributors: [], artifacts, ...beginOf(scope, context), ...sourcesOf(scope, context) },
    {
      first: attempts + 1,
      mayRetry,
      memoryBytes: width.shareBytes,
      started: (attempt) => events.emit({ type: "wellStarted", well, attempt, worker }),
      retried: (attempt, code) => events.emit({ type: "wellRetried", well, attempt, code }),
    },
  );
  const isRefused = width.ended(result);
  // Workers that are not needed any more give their memory back.
  if (width.isNarrowed) await session.rest?.(width.width);
  if (isRefused && result.error !== null) {
    refused.set(well, { attempts: result.attempts, mayRetry });
    events.emit({ type: "wellRetried", well, attempt: result.attempts + 1, code: result.error.code });
    return "again";
  }
  finish(scope, well, result);
  return "done";
}

/** Only before the first barrier wells begin elsewhere than at their first step. */
function beginOf({ begins }: RunScope, { axisId, phase }: ProcessingContext): Pick<TaskInputs, "begin"> {
  const begin = phase === 0 ? begins.get(axisId) : undefined;
  return begin === undefined ? {} : { begin };
}

/** By them the worker sees whether an image is the one that was compiled for. */
function sourcesOf({ sources }: RunScope, { images }: ProcessingContext): Pick<TaskInputs, "sources"> {
  const facts = images.toArray().map(({ path }) => (Object.hasOwn(sources, path) ? (sources[path] ?? null) : null));
  return facts.some((one) => one !== null) ? { sources: facts } : {};
}

function finish({ events, wells }: RunScope, well: string, result: WellResult): void {
  const earlier = wells.get(well);
  wells.set(well, earlier === undefined ? result : joined(earlier, result));
  events.emit({ type: "wellFinished", well, status: result.status, result });
}

/** One well's phases as one result: skipped only where all of them were. A failure says how often that phase was attempted. */
function joined(earlier: WellResult, later: WellResult): WellResult {
  const gpu = joinedGpu(earlier.gpu, later.gpu);
  const notices = [...(earlier.notices ?? []), ...(later.notices ?? [])];
  const attempts = isDone(later) ? Math.max(earlier.attempts, later.attempts) : later.attempts;
  return {
    ...later,
    status: later.status === "skipped" && later.error === null ? earlier.status : later.status,
    attempts,
    startedAt: earlier.startedAt,
    durationMs: earlier.durationMs + later.durationMs,
    steps: [...earlier.steps, ...later.steps],
    outputs: [...earlier.outputs, ...later.outputs],
    peakBytes: Math.max(earlier.peakBytes, later.peakBytes),
    ...(gpu === null ? {} : { gpu }),
    ...(notices.length === 0 ? {} : { notices }),
  };
}

function phaseResult({ wells, asked, runnerName }: RunScope, { name, kind, contexts }: Phase): PhaseResult {
  const ids = contexts.toArray().map(({ axisId }) => axisId);
  const results = ids.flatMap((well) => {
    const result = wells.get(well) ?? (asked.has(well) ? cancelledResult(well, 0, runnerName) : null);
    return result === null ? [] : [result];
  });
  const others = results.filter((result) => !isDone(result));
  const own = results.filter(({ wellId }) => asked.has(wellId));
  return {
    name,
    kind,
    status: statusOf(own.length, own.filter(isDone).length, others),
    contributors: results.filter(isDone).map(({ wellId }) => wellId),
    excluded: others.map(({ wellId, error, status }) => ({ well: wellId, reason: error?.code ?? status })),
    artifacts: [],
    result: null,
  };
}

function statusOf(all: number, succeeded: number, others: readonly WellResult[]): PhaseResult["status"] {
  if (others.some(({ status }) => status === "cancelled")) return "cancelled";
  if (succeeded === all) return "complete";
  return succeeded === 0 ? "failed" : "partial";
}
