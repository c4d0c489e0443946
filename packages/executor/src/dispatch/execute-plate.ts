import type { PlateResult, RunEvent } from "@ohcs/context";
import { Cancellation } from "./cancellation.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { RunEvents, type RunListener } from "./run-events.ts";
import { runPlate } from "./run-plate.ts";

/** A run that goes on. */
export interface PlateRun extends Pick<ExecuteOptions, "plate" | "startup"> {
  readonly runId: string;
  readonly events: AsyncIterable<RunEvent>;
  /** Calls `listener` for every event; returns how to stop that. Listeners can neither stall nor fail a run. */
  readonly subscribe: (listener: RunListener) => () => void;
  /** The first call stops the run kindly, the second at once. */
  readonly cancel: () => void;
  /**
   * Rejects only where the run cannot begin: `WORKERS_INVALID`, `ROOT_NOT_FOUND`, `OUTPUT_LOCKED`, `OUTPUT_NOT_WRITABLE`,
   * `METADATA_CORRUPT`; with `fromStep` also one of the `FROM_STEP_` codes, with `artifactsFrom` or `takenOver` `ARTIFACTS_NOT_FOUND` or `ARTIFACT_CORRUPT`, with
   * either `RUN_NOT_FOUND` or `RUN_CORRUPT`. What happens to wells is in the result.
   */
  readonly result: Promise<PlateResult>;
}

const GRACE_MS = 10_000;

/**
 * Executes a compiled plate: phase by phase, its wells spread over workers. Begins after the caller had time to listen.
 *
 * ```ts
 * const run = executePlate({ plate, runner: threadsRunner(), workers: 2, startup, host: nodeRunHost() });
 * for await (const event of run.events) if (event.type === "wellFinished") console.log(event.well, event.status);
 * const { status, wells } = await run.result;
 * ```
 */
export function executePlate(options: ExecuteOptions): PlateRun {
  const runId = newRunId();
  const events = new RunEvents(runId);
  const cancellation = new Cancellation(options.graceMs ?? GRACE_MS, options.signal);
  const result = begin().then(() => runPlate({ ...options, runId, events, cancellation }));
  const { plate, startup } = options;
  return Object.freeze({
    runId,
    plate,
    startup,
    events,
    subscribe: (listener: RunListener) => events.subscribe(listener),
    cancel: () => cancellation.cancel(),
    result: result.finally(() => {
      cancellation.dispose();
      events.end();
    }),
  });
}

function begin(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** A name for a run that sorts by time: `20260131T120000-1a2b3c`. */
function newRunId(now = new Date()): string {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+Z$/g, "");
  return `${time}-${crypto.randomUUID().slice(0, 6)}`;
}
