import type { PlateResult, RunEvent } from "@ohcs/context";
import type { PlateRun } from "@ohcs/executor";
import type { RunOptions } from "./compile-job.ts";
import type { CompiledJob, PlateJob } from "./plate-job.ts";

/** A plate, a pipeline, and how they are run. */
export interface RunPlateOptions extends PlateJob, RunOptions {}

/** A run of a plate, from the opening of its folder on. */
export interface Run {
  /** What it was compiled to, as soon as that is known. Rejects with what opening the plate or loading the pipeline throws. */
  readonly compiled: Promise<CompiledJob>;
  /**
   * What happens in the run, from the first read on; each iteration has a queue of its own, of limited length, and none
   * holds the run up. Ends with the run; throws what `result` rejects with where the run cannot begin.
   */
  readonly events: AsyncIterable<RunEvent>;
  /** What became of every well. Rejects only where the run cannot begin: `COMPILE_FAILED` with all problems, for one. */
  readonly result: Promise<PlateResult>;
  /** Stops the run as an aborted `signal` does: the first call lets wells that run end soon, the second ends them at once. */
  readonly cancel: () => void;
}

/**
 * Compiles the pipeline for the plate and runs it.
 *
 * ```ts
 * const run = runPlate({ plate: "/data/plate", pipeline: "preset:measure", output: "/data/out" });
 * for await (const event of run.events) if (event.type === "wellFinished") console.log(event.well, event.status);
 * const { status, wells } = await run.result;
 * ```
 */
export function runPlate({ signal, resume, fromStep, artifactsFrom, stealLock, ...job }: RunPlateOptions): Run {
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const settings = { resume, fromStep, artifactsFrom, stealLock };
  const said = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const loaded = import("./compile-job.ts");
  const compiled = loaded.then(({ compileJob }) => compileJob(job, either));
  const begun = loaded.then(async ({ beginRun }) => beginRun(await compiled, { ...said, signal: either }));
  const result = begun.then((run) => run.result);
  // The compilation need not be awaited: its problems are in the result as well.
  compiled.catch(() => undefined);
  return Object.freeze({ compiled, events: eventsOf(begun, result), result, cancel: cancelling(begun, stop) });
}

/** Readers of the events receive the reason why a run could not begin. */
function eventsOf(begun: Promise<PlateRun>, result: Promise<PlateResult>): AsyncIterable<RunEvent> {
  return {
    async *[Symbol.asyncIterator]() {
      result.catch(() => undefined);
      const { events } = await begun;
      yield* events;
      await result;
    },
  };
}

function cancelling(begun: Promise<PlateRun>, stop: AbortController): () => void {
  let run: PlateRun | null = null;
  begun.then(
    (one) => {
      run = one;
    },
    () => undefined,
  );
  return () => {
    if (run === null) stop.abort();
    else run.cancel();
  };
}
