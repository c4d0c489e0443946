import { isOhcsError, type WellResult, type WellTask, type WorkerEvent } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { StartRequest, WorkerControl, WorkerReply } from "../protocol.ts";
import { type BufferPool, openBuffers } from "./buffers/buffer-pool.ts";
import { type LoadModule, moduleLoader } from "./load-module.ts";
import { type Place, toWellError } from "./place.ts";
import { runWell } from "./run-well.ts";
import { WellLog } from "./well-log.ts";
import { WellTimer } from "./well-timer.ts";

/** The well that runs now. */
interface Running {
  readonly log: WellLog;
  readonly controller: AbortController;
  /** Ends the well because of an error that belongs to no promise. */
  readonly fail: (error: unknown) => void;
  step: NonNullable<Place["step"]> | null;
}

/** The inside of a worker, thread or process: runs one well at a time and answers for whatever happens to it. */
export class WorkerServer {
  readonly #start: StartRequest;
  readonly #post: (event: WorkerEvent) => void;
  readonly #load: LoadModule;
  readonly #buffers: BufferPool | null;
  readonly #notes = new Map<string, unknown>();
  #events = 0;
  #running: Running | null = null;

  constructor(start: StartRequest, post: (event: WorkerEvent) => void) {
    this.#start = start;
    this.#post = post;
    this.#load = moduleLoader(start.startup);
    this.#buffers = openBuffers(start.startup);
  }

  ready(): WorkerReply {
    return { result: null, events: this.#events, spoiled: false };
  }

  async run(task: WellTask): Promise<WorkerReply> {
    const timer = new WellTimer(task, this.#start.worker);
    const { running, stray } = this.#begin(task.wellId);
    try {
      return this.#reply(await Promise.race([this.#runWell(task, running), stray]), false);
    } catch (error) {
      const place = running.step === null ? {} : { step: running.step };
      return this.#reply(timer.ended("error", toWellError(strayError(error), place)), true);
    } finally {
      this.#running = null;
    }
  }

  hear({ kind }: WorkerControl): void {
    if (kind === "abort") this.#running?.controller.abort();
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Takes an error that nobody caught; false where no well runs that it could belong to. */
  takeStray(error: unknown): boolean {
    this.#running?.fail(error);
    return this.isRunning;
  }

  /** Takes what was printed. */
  print(level: "info" | "error", text: string): void {
    if (this.#running === null) this.#emit({ type: "log", well: null, level, text });
    else this.#running.log.add(level, text);
  }

  #begin(well: string): { readonly running: Running; readonly stray: Promise<never> } {
    const { promise: stray, reject } = withReject();
    const log = new WellLog(well, (event) => this.#emit(event));
    const running: Running = { log, controller: new AbortController(), fail: reject, step: null };
    this.#running = running;
    return { running, stray };
  }

  #runWell(task: WellTask, running: Running): Promise<WellResult> {
    const { startup, worker } = this.#start;
    const emit = (event: WorkerEvent) => {
      if (event.type === "stepStarted") running.step = event.step;
      this.#emit(event);
    };
    return runWell(task, {
      startup,
      worker,
      load: this.#load,
      ...(this.#buffers === null ? {} : { buffers: this.#buffers }),
      notes: this.#notes,
      emit,
      log: running.log,
      signal: running.controller.signal,
    });
  }

  #emit(event: WorkerEvent): void {
    this.#events++;
    this.#post(event);
  }

  #reply(result: WellResult, spoiled: boolean): WorkerReply {
    return { result, events: this.#events, spoiled };
  }
}

function withReject(): { readonly promise: Promise<never>; readonly reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, no) => {
    reject = no;
  });
  // Nobody listens any more once the well has ended.
  promise.catch(() => undefined);
  return { promise, reject };
}

function strayError(error: unknown): unknown {
  if (isOhcsError(error, "FUNCTION_EXITED")) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return fail("FUNCTION_STRAY_ERROR", `Cannot go on with the well: an error escaped, '${reason}'`, { cause: error });
}
