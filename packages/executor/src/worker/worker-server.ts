import {
  completeTuning,
  isOhcsError,
  type LogLevel,
  type WellResult,
  type WellTask,
  type WorkerEvent,
} from "@ohcs/context";
import { importModule, type LoadModule, type ModuleExports, moduleLoader } from "@ohcs/filemanager";
import { fail } from "../errors.ts";
import type { HelpRequest, RequestId, RunRequest, StartRequest, WorkerControl, WorkerReply } from "../protocol.ts";
import { type Place, toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import { type BufferPool, openBuffers } from "./buffers/buffer-pool.ts";
import { EventOutbox } from "./event-outbox.ts";
import { GIVEN_UP } from "./given-up.ts";
import type { WorkerGpu } from "./gpu/worker-gpu.ts";
import { runWell } from "./run-well.ts";
import type { Helpers, Printed } from "./spread/helpers.ts";
import { answerHelp } from "./spread/thread-helpers.ts";
import type { Surroundings } from "./surroundings.ts";
import { WellLog } from "./well-log.ts";

/** The well that runs now, or that is helped. */
interface Running {
  readonly id: RequestId;
  readonly print: (level: Printed["level"], text: string) => void;
  readonly controller: AbortController;
  /** Ends the well because of an error outside any promise; its remaining work is aborted. */
  readonly fail: (error: unknown) => void;
  /** May something of it still go on when it has ended? */
  isSpoiled: boolean;
  step: NonNullable<Place["step"]> | null;
}

/** Helpers that compute for a worker. */
interface WorkerAssistance {
  /** Other workers that help this one; null where none can. */
  readonly helpers?: Helpers | null;
  /** Its device; null if it has none. */
  readonly gpu?: WorkerGpu | null;
}

/** The inside of a worker, thread or process: runs one well at a time and answers for whatever happens to it. */
export class WorkerServer {
  readonly #start: StartRequest;
  readonly #outbox: EventOutbox;
  readonly #load: LoadModule;
  readonly #buffers: BufferPool | null;
  readonly #notes = new Map<string, unknown>();
  readonly #helpers: Helpers | null;
  readonly #gpu: WorkerGpu | null;
  #surroundings: Surroundings | null = null;
  #running: Running | null = null;
  /** What was aborted last, which may be still to come. */
  #aborted: RequestId = 0;
  #isPreparing = false;
  /** Did something escape while it prepared itself? Which module it was is not known, so that no well can be blamed. */
  #isAstray = false;

  constructor(
    start: StartRequest,
    post: (events: readonly WorkerEvent[]) => void,
    { helpers = null, gpu = null }: WorkerAssistance = {},
  ) {
    this.#start = start;
    this.#outbox = new EventOutbox(post);
    this.#helpers = helpers;
    this.#gpu = gpu;
    this.#load = moduleLoader(start.startup, (url) => this.#import(url));
    this.#buffers = openBuffers(start.startup);
  }

  ready(): WorkerReply {
    return this.#reply(null, false);
  }

  /** Has wells judged by what they leave of `surroundings`: one that changes them is the last of this worker. */
  keep(surroundings: Surroundings): void {
    this.#surroundings = surroundings;
  }

  /** Imports what wells will name. What cannot be imported fails those that name it; where something escapes, no well is run. */
  async prepare(): Promise<void> {
    const { expected = [] } = this.#start.startup;
    this.#isPreparing = true;
    await Promise.allSettled(expected.map((module) => this.#load(module)));
    this.#isPreparing = false;
  }

  async run({ id, task }: Omit<RunRequest, "kind">): Promise<WorkerReply> {
    if (this.#isAstray) return this.#reply(null, true);
    const timer = new WellTimer(task, this.#start.worker);
    const { logLevel } = completeTuning(this.#start.startup.tuning);
    const log = new WellLog(task.wellId, (event) => this.#outbox.add(event), logLevel);
    const { running, stray } = this.#begin(id, (level, text) => log.add(level, text));
    try {
      const result = await Promise.race([this.#runWell(task, running, log), stray]);
      // What a well changed may be why it did not come to its record.
      if (result.status !== "success") this.#look();
      return this.#reply(result, running.isSpoiled || (this.#gpu?.isSpoiled ?? false));
    } catch (error) {
      if (this.#isAstray) return this.#reply(null, true);
      const place = running.step === null ? {} : { step: running.step };
      return this.#reply(timer.ended("error", toWellError(strayError(error), place)), true);
    } finally {
      this.#running = null;
    }
  }

  /** Computes a group for another worker's well; a failed group is computed again, and reported, there. */
  async help(request: HelpRequest): Promise<WorkerReply> {
    const printed: Printed[] = [];
    const { running, stray } = this.#begin(request.id, (level, text) => void printed.push({ level, text }));
    const services = { load: this.#load, signal: running.controller.signal, ...this.#sharedBuffers() };
    // What belongs to the group alone is over when it has failed; after what escaped, something may still be going on.
    const answered = answerHelp(request, services, printed).catch(() => undefined);
    const isOver = answered.then(() => {
      this.#look();
      return running.isSpoiled || this.#isAstray;
    });
    const spoiled = await Promise.race([isOver, stray.catch(() => true)]);
    request.port.close();
    this.#buffers?.endWell();
    this.#running = null;
    return { ...this.ready(), spoiled };
  }

  /** Ends the request `id`, even if it is still to come. */
  receive({ id }: WorkerControl): void {
    this.#aborted = id;
    if (this.#running?.id === id) this.#running.controller.abort();
  }

  /** Does code run that is not its own, of a well or of a module? */
  get isRunning(): boolean {
    return this.#running !== null || this.#isPreparing;
  }

  /** Handles an uncaught error; false if nothing is running that it could belong to. */
  takeStray(error: unknown): boolean {
    this.#isAstray ||= this.#isPreparing;
    this.#running?.fail(error);
    return this.isRunning;
  }

  /** Notes that a function tried to end the process: whatever it had begun may still go on. */
  takeExit(): void {
    if (this.#running !== null) this.#running.isSpoiled = true;
  }

  /** Takes what was printed. */
  print(level: LogLevel, text: string): void {
    if (this.#running === null) this.#outbox.add({ type: "log", well: null, level, text });
    else this.#running.print(level, text);
  }

  /** What a module changes when it is imported, every worker has; what the well changed before stays its own. */
  async #import(url: string): Promise<ModuleExports> {
    this.#look();
    try {
      return await importModule(url);
    } finally {
      if (this.#running?.isSpoiled !== true) this.#surroundings?.accept();
    }
  }

  #look(): void {
    const changes = this.#surroundings?.changes() ?? null;
    if (changes === null || this.#running === null || this.#running.isSpoiled) return;
    this.#running.isSpoiled = true;
    this.#running.print("warn", `Changed ${changes}: later wells run in a new worker, which has it as it was`);
  }

  #begin(id: RequestId, print: Running["print"]): { readonly running: Running; readonly stray: Promise<never> } {
    const { promise: stray, reject } = withReject();
    const controller = new AbortController();
    const fail = (error: unknown) => {
      reject(error);
      controller.abort(GIVEN_UP);
    };
    const running: Running = { id, print, controller, fail, isSpoiled: false, step: null };
    this.#running = running;
    if (this.#aborted === id) running.controller.abort();
    return { running, stray };
  }

  #runWell(task: WellTask, running: Running, log: WellLog): Promise<WellResult> {
    const { startup, worker } = this.#start;
    const mayWait = Object.keys(task.stepDeadlinesMs ?? {}).length === 0;
    const emit = (event: WorkerEvent) => {
      if (event.type === "stepStarted") running.step = event.step;
      this.#outbox.add(event, mayWait);
    };
    return runWell(task, {
      startup,
      worker,
      load: this.#load,
      ...this.#sharedBuffers(),
      ...(this.#helpers === null ? {} : { helpers: this.#helpers }),
      ...(this.#gpu === null ? {} : { gpu: this.#gpu }),
      notes: this.#notes,
      mayBlock: true,
      look: () => this.#look(),
      emit,
      log,
      signal: running.controller.signal,
    });
  }

  #sharedBuffers(): { readonly buffers?: BufferPool } {
    return this.#buffers === null ? {} : { buffers: this.#buffers };
  }

  #reply(result: WellResult | null, spoiled: boolean): WorkerReply {
    return { result, ...this.#outbox.close(), spoiled };
  }
}

function withReject(): { readonly promise: Promise<never>; readonly reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, no) => {
    reject = no;
  });
  // There is no listener once the well has ended.
  promise.catch(() => undefined);
  return { promise, reject };
}

function strayError(error: unknown): unknown {
  if (isOhcsError(error, "FUNCTION_EXITED")) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return fail("FUNCTION_STRAY_ERROR", `Cannot go on with the well: an error escaped, '${reason}'`, { cause: error });
}
