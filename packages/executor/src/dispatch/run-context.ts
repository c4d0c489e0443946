import type { ProcessingContext, StartingPoint, WellRecord, WellResult, WellTask } from "@ohcs/context";
import { artifactsRecorded, recordPath, sealedRecord, storedRecord } from "@ohcs/records";
import { fail } from "../errors.ts";
import { fallbackFor, gpuOf } from "../gpu/gpu-trouble.ts";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import { type RetryPolicy, retryPolicy } from "./retry-policy.ts";
import type { RunScope } from "./run-scope.ts";

const BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

/** What a context is given of other contexts. */
export type TaskInputs = Pick<
  WellTask,
  "contributors" | "artifacts" | "begin" | "sources" | "wellFiles" | "plateFiles"
>;

/** How a context is attempted, and its listeners. */
interface Attempts {
  /** @default 1 */
  readonly first?: number;
  /** @default that of the context */
  readonly mayRetry?: RetryPolicy;
  /** What it may hold. @default all that there is */
  readonly memoryBytes?: number | null;
  readonly started?: (attempt: number) => void;
  readonly retried?: (attempt: number, code: string) => void;
}

/**
 * Runs a context until it succeeds, fails for good, or has no retries left. Whatever the runner does, a result comes, and
 * a record of it lies in the output plate.
 */
export async function runContext(
  scope: RunScope,
  context: ProcessingContext,
  given: TaskInputs,
  { first = 1, mayRetry = retryPolicy(context), memoryBytes = scope.memoryBudgetBytes, started, retried }: Attempts,
): Promise<WellResult> {
  let gpu = gpuOf(context);
  for (let attempt = first; ; attempt++) {
    if (scope.cancellation.signal.aborted) return cancelledResult(context.axisId, attempt - 1, scope.runnerName);
    started?.(attempt);
    const onGpu = gpu === null ? {} : { gpu };
    const result = await runOnce(scope, { ...taskOf(scope, context, attempt, given), memoryBytes, ...onGpu });
    if (result.status === "success") scope.logs.take(context.axisId);
    else await keepUnfinished(scope, context, given, result);
    if (result.error === null) return result;
    const fallback = fallbackFor(context, result);
    if (fallback !== null && gpu !== null) {
      scope.events.emit({ type: "wellFellBack", well: context.axisId, adapter: gpu.adapter, ...fallback });
      gpu = { ...gpu, fallback };
      continue;
    }
    if (!mayRetry(result)) return result;
    if (scope.cancellation.signal.aborted) continue;
    retried?.(attempt + 1, result.error.code);
    await pause(Math.min(BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS), scope.cancellation.signal);
  }
}

/** A context that was not begun, or not begun again. */
export function cancelledResult(wellId: string, attempt: number, worker: string): WellResult {
  const error = fail("WELL_CANCELLED", `Cannot run '${wellId}': the run was cancelled before it began`);
  return timerOf(wellId, attempt, worker).ended("cancelled", toWellError(error));
}

function timerOf(wellId: string, attempt: number, worker: string): WellTimer {
  return new WellTimer({ context: "", wellId, attempt, deadlineMs: null, contributors: [] }, worker);
}

function taskOf({ encoder }: RunScope, context: ProcessingContext, attempt: number, given: TaskInputs): WellTask {
  const limits = context.stepPlans.toArray().filter((plan) => plan.timeoutS !== null);
  const stepDeadlinesMs = Object.fromEntries(limits.map((plan) => [plan.stepIndex, (plan.timeoutS ?? 0) * 1000]));
  return {
    context: encoder.encode(context),
    wellId: context.axisId,
    attempt,
    deadlineMs: deadlineOf(context),
    stepDeadlinesMs,
    ...given,
  };
}

/** A reduction has as long for each well, or plate, that it is over: the limit says what one may take. */
function deadlineOf({ axis, config, wells }: ProcessingContext): number | null {
  const { timeoutS } = config;
  if (timeoutS === null) return null;
  return timeoutS * 1000 * (axis === "well" ? 1 : Math.max(1, wells.size));
}

async function runOnce({ session, cancellation, runnerName }: RunScope, task: WellTask): Promise<WellResult> {
  const timer = timerOf(task.wellId, task.attempt, runnerName);
  try {
    return await session.run(task, cancellation.signal);
  } catch (error) {
    return timer.ended("error", toWellError(error));
  }
}

async function keepUnfinished(
  scope: RunScope,
  context: ProcessingContext,
  given: TaskInputs,
  result: WellResult,
): Promise<void> {
  scope.unfinished.add(context.axisId);
  await keepRecord(scope, context, given, result);
}

/**
 * Where the worker could not write the record of its failure, or wrote that of another end before it failed, it is written
 * here. On a full disk not even that succeeds; the failure itself is in the result all the same.
 */
async function keepRecord(
  { folder, logs }: RunScope,
  context: ProcessingContext,
  given: TaskInputs,
  result: WellResult,
): Promise<void> {
  const path = recordPath(context);
  const log = logs.take(context.axisId);
  if (isOf((await storedRecord(folder, context))?.result ?? null, result)) return;
  const { axisId: wellId, fingerprint } = context;
  const record = await sealedRecord({
    specVersion: 1,
    wellId,
    fingerprint,
    ...artifactsRecorded(given),
    result,
    // The well's starting point still exists for another attempt.
    ...(given.begin === undefined ? {} : restored(given.begin, result)),
    fragment: { well: wellId, subdirectories: {} },
    log,
  });
  await folder.writeText(path, JSON.stringify(record, null, 2)).catch(() => undefined);
}

function restored({ stored, outputs }: StartingPoint, result: WellResult): Pick<WellRecord, "stored" | "result"> {
  return { stored, result: { ...result, outputs } };
}

/** Attempts of one well begin at different times, and an attempt reports only one end. */
function isOf(recorded: WellResult | null, { startedAt, status, error }: WellResult): boolean {
  return recorded?.startedAt === startedAt && recorded.status === status && recorded.error?.code === error?.code;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
