import { setMaxListeners } from "node:events";
import type { MessagePort } from "node:worker_threads";
import type { WellResult, WellTask, WorkerEvent, WorkerStartup } from "@ohcs/context";
import { whenAborted } from "../cancel/when-aborted.ts";
import type { WorkerReply } from "../protocol.ts";
import { type Place, toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import { type OpenedWorker, openWorker } from "./opened-worker.ts";
import { type NewRequest, type RequestEnds, requestEnds, withExit } from "./request-ends.ts";
import { cancelledError, endError, isCancelled, type SlotEnd } from "./slot-end.ts";
import { type DeadlineWatch, watchDeadlines } from "./watch-deadlines.ts";
import type { WorkerKind } from "./worker-handle.ts";

let reports = 0;

/** Numbers reports in the order in which they come; a clock could give two the same time. */
function nextReport(): number {
  return ++reports;
}

/** A reason of its own: the usual one is an error whose stack is taken each time. */
const WELL_ENDED = "the well has ended";

/** A well with which other workers may help. */
interface HelpedWell {
  readonly context: string;
  readonly wellId: string;
  /** Aborted when it is to stop. */
  readonly signal: AbortSignal;
  /** Aborted when it has ended, however. */
  readonly ended: AbortSignal;
}

/** A group of a well that another worker may compute; it waits in the port. */
export interface SharedGroup extends HelpedWell {
  readonly port: MessagePort;
}

/** Listener of a slot's worker. */
interface SlotListener {
  readonly onEvent: (event: WorkerEvent) => void;
  /** The worker requests the computation of a group; a listener that does not forward it closes its port. */
  readonly onHelp: (group: SharedGroup) => void;
}

/**
 * The slot of one worker: runs one well at a time, enforces its deadlines, notices the end of the worker, and replaces
 * it. Every well gets a result, after its failed worker is gone.
 */
export class Slot {
  readonly name: string;
  readonly #kind: WorkerKind;
  readonly #startup: WorkerStartup;
  readonly #listener: SlotListener;
  readonly #closing = new AbortController();
  #opened: Promise<OpenedWorker> | null = null;
  #isIdle = true;
  /** Only the first worker imports modules early: later ones start for a well, and what was wrong with a module would be so again. */
  #hasPrepared = false;
  #step: Place = {};
  #lastReport: number | null = null;
  #short: (() => void) | null = null;
  #running: Promise<WellResult> | null = null;
  #deadlines: DeadlineWatch | null = null;
  #well: HelpedWell | null = null;

  constructor(name: string, kind: WorkerKind, startup: WorkerStartup, listener: SlotListener) {
    this.name = name;
    this.#kind = kind;
    this.#startup = startup;
    this.#listener = listener;
  }

  /** The last report of its well, in the order of the session's reports; null while it runs none. */
  get lastReport(): number | null {
    return this.#lastReport;
  }

  /** Ends the well that runs because memory is short; resolves once its worker is gone. */
  async endForMemory(): Promise<void> {
    this.#short?.();
    await this.#running;
  }

  /** Makes sure that a worker is ready. @throws `WORKER_NOT_STARTED` */
  async open(): Promise<void> {
    await this.#worker();
  }

  /** Does a worker stand ready, started before? */
  get isOpen(): boolean {
    return this.#opened !== null && !this.#closing.signal.aborted;
  }

  /** Runs a well. Never rejects. */
  run(task: WellTask, signal: AbortSignal): Promise<WellResult> {
    this.#running = this.#runHelped(task, signal);
    return this.#running;
  }

  async #runHelped(task: WellTask, signal: AbortSignal): Promise<WellResult> {
    const ended = new AbortController();
    this.#isIdle = false;
    // Every helper listens, however many there are.
    setMaxListeners(0, ended.signal);
    this.#well = { context: task.context, wellId: task.wellId, signal, ended: ended.signal };
    try {
      return await this.#run(task, signal);
    } finally {
      this.#isIdle = true;
      this.#well = null;
      ended.abort(WELL_ENDED);
    }
  }

  /**
   * Has the worker compute a group for the well of another one. Never rejects: where nothing comes of it, the port is closed.
   * What is still computed when that well has ended is ended with its worker.
   */
  async help({ context, wellId, signal, ended, port }: SharedGroup): Promise<void> {
    const over = whenAborted(ended);
    this.#isIdle = false;
    try {
      const opened = await this.#worker();
      const reply = this.#ask(opened, { kind: "help", context, wellId, port }, signal);
      const end = await Promise.race([...reply.ends, over.aborted.then(() => ({ end: "closed" }) as const)]).finally(
        reply.stop,
      );
      if (end.end !== "reply" || end.reply.spoiled || opened.gone.aborted) await this.#discard(opened);
    } catch {
      port.close();
    } finally {
      this.#isIdle = true;
      over.stop();
    }
  }

  async #run(task: WellTask, signal: AbortSignal): Promise<WellResult> {
    const timer = new WellTimer(task, this.name);
    this.#step = {};
    const early = this.#refusal(signal);
    if (early !== null) return this.#result(timer, early, signal);
    try {
      const opened = await this.#worker();
      const late = this.#refusal(signal);
      if (late !== null) return this.#result(timer, late, signal);
      const end = await this.#attempt(opened, task, signal);
      if (end.end === "reply") {
        await this.#answered(opened, end.reply);
        if (end.reply.result !== null) return end.reply.result;
        if (end.reply.spoiled) return await this.#run(task, signal);
      }
      const pending = await withExit(opened, end);
      await this.#discard(opened);
      return this.#result(timer, pending, signal);
    } catch (error) {
      const refusal = this.#refusal(signal);
      return refusal === null ? timer.ended("error", toWellError(error)) : this.#result(timer, refusal, signal);
    }
  }

  /** Ends the worker, which must have nothing to do; the next well starts another. */
  async rest(): Promise<void> {
    const opened = await this.#opened?.catch(() => null);
    if (opened != null) await this.#discard(opened);
  }

  /** Ends the worker at once; a well that runs ends as cancelled. */
  async close(): Promise<void> {
    this.#closing.abort();
    const opened = await this.#opened?.catch(() => null);
    await opened?.handle.kill();
  }

  async #answered(opened: OpenedWorker, { events, pending, spoiled }: WorkerReply): Promise<void> {
    await opened.inbox.settled(events - pending.length);
    opened.inbox.receive(pending);
    if (spoiled || opened.gone.aborted) await this.#discard(opened);
  }

  /** Why nothing may begin any more; null where it may. */
  #refusal(signal: AbortSignal): SlotEnd | null {
    if (this.#closing.signal.aborted) return { end: "closed" };
    return signal.aborted ? { end: "notBegun" } : null;
  }

  #result(timer: WellTimer, end: SlotEnd, signal: AbortSignal): WellResult {
    if (isCancelled(end, signal)) return timer.ended("cancelled", toWellError(cancelledError(end), this.#step));
    return timer.ended("error", toWellError(endError(end), this.#step));
  }

  #attempt(opened: OpenedWorker, task: WellTask, signal: AbortSignal): Promise<SlotEnd> {
    const deadlines = watchDeadlines(task);
    this.#deadlines = deadlines;
    const short = new Promise<void>((resolve) => {
      this.#short = resolve;
    });
    this.#lastReport = nextReport();
    const reply = this.#ask(opened, { kind: "run", task }, signal);
    return Promise.race<SlotEnd>([...reply.ends, deadlines.passed, short.then(() => ({ end: "memory" }))]).finally(
      () => {
        deadlines.stop();
        this.#short = null;
        this.#lastReport = null;
        reply.stop();
      },
    );
  }

  #ask(opened: OpenedWorker, request: NewRequest, signal: AbortSignal): RequestEnds {
    return requestEnds(opened, request, signal, this.#closing.signal);
  }

  #worker(): Promise<OpenedWorker> {
    if (this.#opened !== null) return this.#opened;
    const opened = this.#start();
    this.#opened = opened;
    void this.#watch(opened).catch(() => undefined);
    return opened;
  }

  /**
   * After a worker has ended by itself, the next well gets a new one; a replacement that the pool started is discarded
   * with it.
   */
  async #watch(opened: Promise<OpenedWorker>): Promise<void> {
    const { gone, handle } = await opened;
    await whenAborted(gone).aborted;
    if (this.#opened === opened) this.#opened = null;
    if (this.#isIdle) await handle.kill();
  }

  async #start(): Promise<OpenedWorker> {
    const startup = this.#hasPrepared ? { ...this.#startup, expected: [] } : this.#startup;
    this.#hasPrepared = true;
    const listener = {
      onEvent: (event: WorkerEvent) => this.#receive(event),
      onHelp: (port: MessagePort) => this.#forward(port),
    };
    try {
      return await openWorker(this.name, this.#kind, startup, listener, this.#closing.signal);
    } catch (error) {
      this.#opened = null;
      throw error;
    }
  }

  async #discard({ handle }: OpenedWorker): Promise<void> {
    this.#opened = null;
    await handle.kill();
  }

  #receive(event: WorkerEvent): void {
    if (this.#lastReport !== null) this.#lastReport = nextReport();
    if (event.type === "stepStarted") {
      this.#step = { step: event.step };
      this.#deadlines?.stepStarted(event.step);
    }
    if (event.type === "stepFinished") this.#deadlines?.stepFinished();
    this.#listener.onEvent(event);
  }

  #forward(port: MessagePort): void {
    if (this.#well === null) port.close();
    else this.#listener.onHelp({ ...this.#well, port });
  }
}
