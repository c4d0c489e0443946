import {
  completeTuning,
  decodeContext,
  INTERMEDIATE_BACKEND,
  isOhcsError,
  type StepTiming,
  type WellResult,
  type WellTask,
} from "@ohcs/context";
import { type FileManager, openStorage } from "@ohcs/filemanager";
import { artifactsRecorded, type RecordBody, writeRecord } from "@ohcs/records";
import { fail } from "../errors.ts";
import { at, originOf, placeOf, toWellError } from "../well/place.ts";
import { type WellEnd, WellTimer } from "../well/well-timer.ts";
import { freshMemory } from "./buffers/buffer-pool.ts";
import { ByteAccount } from "./byte-account.ts";
import { isGivenUp } from "./given-up.ts";
import { countsSince, NOTHING, sumOfCounts } from "./gpu/gpu-counts.ts";
import { Commitments } from "./outputs/commitments.ts";
import { Products } from "./outputs/products.ts";
import { StepValues } from "./outputs/stored-values.ts";
import { EventTurns } from "./overlap/event-turns.ts";
import { WriteBehind } from "./overlap/write-behind.ts";
import { type Held, passesOf } from "./passes.ts";
import { restoreStep } from "./restore-step.ts";
import { runStep } from "./run-step.ts";
import type { WellScope } from "./well-scope.ts";
import type { WellServices } from "./well-services.ts";

/** As many writes as keep going while functions compute, or as an idle well can wait for. */
const WRITES_BEHIND = 8;
const WRITES_AT_ONCE = 2;

/**
 * Runs one context from its wire form to its record: decodes it, opens storage of its own, runs the steps in order, and
 * writes the record last. Never rejects: whatever happens becomes the result. Storage is closed in every case.
 */
export async function runWell(task: WellTask, services: WellServices): Promise<WellResult> {
  const timer = new WellTimer(task, services.worker);
  try {
    const context = decodeContext(task.context);
    const memory = services.buffers ?? freshMemory;
    // Reductions need room for tables, not for the samples of wells.
    if (context.axis !== "well") services.buffers?.drop();
    const storage = openStorage(context, services.startup, services.load, {
      memory,
      notes: services.notes ?? new Map(),
      workers: services.startup.workers ?? 1,
    });
    try {
      return await runContext(newScope({ task, context, services, storage, memory }), timer);
    } finally {
      await endWell(storage, services);
    }
  } catch (error) {
    return unfinished(timer, services.signal, error);
  }
}

/** The record states how the well ended: a failure to close afterwards is logged, and changes nothing. */
async function endWell(storage: FileManager, { buffers, log }: WellServices): Promise<void> {
  try {
    await storage.close();
  } catch (error) {
    log.add("warn", `Cannot close storage: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    buffers?.endWell();
  }
}

function newScope(given: Pick<WellScope, "task" | "context" | "services" | "storage" | "memory">): WellScope {
  const { wellFiles, begin } = given.task;
  const tuning = completeTuning(given.services.startup.tuning);
  const steps = given.context.stepPlans.toArray().map(({ stepName }) => stepName);
  return {
    ...given,
    tuning,
    bytes: new ByteAccount(given.task.memoryBytes ?? null),
    products: new Products(),
    commitments: new Commitments(steps, begin),
    turns: new EventTurns(),
    writes: new WriteBehind(tuning.overlap ? WRITES_BEHIND : WRITES_AT_ONCE, tuning.overlapBytes),
    wellFiles: wellFiles === undefined ? null : new Map(wellFiles.map((file) => [file.path, file])),
    tablesRead: new Map(),
  };
}

async function runContext(scope: WellScope, timer: WellTimer): Promise<WellResult> {
  const { signal } = scope.services;
  const steps: StepTiming[] = [];
  const failed = (error: unknown) => unfinished(timer, signal, error, ended(scope, steps));
  const result = await runWhole(scope, steps).then(() => timer.ended("success", null, ended(scope, steps)), failed);
  // Before the record, which keeps what was said of it.
  scope.services.look?.();
  if (isGivenUp(signal)) return result;
  // Why a well failed says more than that it could not be written down; who gave the well tries that again.
  return record(scope, result).then(
    () => result,
    (error: unknown) => (result.error === null ? failed(error) : result),
  );
}

/** Runs all steps; what they store is durable at the end. */
async function runWhole(scope: WellScope, timings: StepTiming[]): Promise<void> {
  try {
    await runSteps(scope, timings);
    await scope.writes.drain();
  } catch (error) {
    // A write that was begun earlier comes first in order, and none may go on after the well.
    const failure = await scope.writes.settle();
    throw failure === null ? error : failure.error;
  }
}

/** Pass by pass; the work of a step in several passes is reported as one. */
async function runSteps(scope: WellScope, timings: StepTiming[]): Promise<void> {
  const plans = scope.context.stepPlans.toArray();
  const values = plans.map(() => new StepValues());
  for (const { plan, ...own } of passesOf(scope.context)) {
    const { stepIndex: index, stepName: name } = plan;
    const place = { index, name };
    const step = { ...scope, ...own, plan, place };
    if (index < (scope.task.begin?.step ?? 0)) await at({ step: place }, () => restoreStep(step));
    else {
      const timing = await at({ step: place }, () => runStep(step, values[index] ?? new StepValues()));
      timings[index] = sumOf(timings[index], timing);
    }
    await freeProducts(scope, own.freed);
  }
}

function sumOf(earlier: StepTiming | undefined, later: StepTiming): StepTiming {
  if (earlier === undefined) return later;
  const gpu = countsSince(NOTHING, sumOfCounts(earlier.gpu ?? NOTHING, later.gpu ?? NOTHING));
  return {
    name: later.name,
    durationMs: earlier.durationMs + later.durationMs,
    readBytes: earlier.readBytes + later.readBytes,
    writtenBytes: later.writtenBytes,
    ...(gpu === null ? {} : { gpu }),
  };
}

function ended({ commitments, bytes }: WellScope, steps: readonly StepTiming[]) {
  const { outputs, notices } = commitments;
  // A step that did not come to its turn left a hole; what one that ended left behind is written now.
  const timings = Object.values(steps).map((one) => ({ ...one, writtenBytes: commitments.writtenBytes(one.name) }));
  return { steps: timings, outputs, notices, peakBytes: bytes.peakBytes };
}

async function record({ task, context, commitments, services, storage }: WellScope, result: WellResult): Promise<void> {
  const value: RecordBody = {
    specVersion: 1,
    wellId: context.axisId,
    fingerprint: context.fingerprint,
    ...artifactsRecorded(task),
    result,
    stored: commitments.stored,
    fragment: commitments.fragment(context.axisId),
    log: services.log.tail,
  };
  // With its record the well is over: there is nothing left that the thread could go on with.
  const { signal, mayBlock = false } = services;
  // A cancelled well may be reported as cancelled: its success would be another answer.
  await writeRecord(storage, context, value, { mayBlock, ...(result.status === "success" ? { signal } : {}) });
}

/** Gives the memory of what was read for the last time back, once it is written. */
async function freeProducts({ products, storage, bytes, writes }: WellScope, held: readonly Held[]): Promise<void> {
  if (held.length > 0) await writes.drain();
  for (const { step, output, index } of held)
    for (const { path, bytes: size } of products.take(step, output, index)) {
      await storage.delete(path, INTERMEDIATE_BACKEND);
      bytes.release(size);
    }
}

/** The result of a well that ended with `thrown`: cancelled if it was aborted, whatever the error. */
function unfinished(timer: WellTimer, signal: AbortSignal, thrown: unknown, end: WellEnd = {}): WellResult {
  if (!signal.aborted) return timer.ended("error", toWellError(thrown), end);
  return timer.ended("cancelled", toWellError(cancellation(originOf(thrown)), placeOf(thrown)), end);
}

function cancellation(cause: unknown): unknown {
  if (isOhcsError(cause, "WELL_CANCELLED")) return cause;
  return fail("WELL_CANCELLED", "Cannot finish the well: expected to go on, got a cancellation", { cause });
}
