import type { WellResult, WellTask, WorkerEvent, WorkerStartup } from "@ohcs/context";
import { whenAborted } from "../cancel/when-aborted.ts";
import { fail } from "../errors.ts";
import type { WorkerReply } from "../protocol.ts";
import { type Place, toWellError } from "../worker/place.ts";
import { WellTimer } from "../worker/well-timer.ts";
import { EventInbox } from "./event-inbox.ts";
import { endError, type SlotEnd } from "./slot-end.ts";
import { sleep, within } from "./time.ts";
import { type DeadlineWatch, watchDeadlines } from "./watch-deadlines.ts";
import type { WorkerHandle, WorkerKind } from "./worker-handle.ts";

/** A worker that was opened, and its events. */
interface Opened {
  readonly handle: WorkerHandle;
  readonly inbox: EventInbox;
}

let reports = 0;

/** Numbers reports in the order in which they come; a clock could give two the same time. */
function nextReport(): number {
  return ++reports;
}

/** A reply or an error event on its way may still tell more than the bare exit. */
const EXIT_PATIENCE_MS = 20;

/**
 * The place of one worker: runs one well at a time, holds its deadlines, hears when the worker ends, and puts another one
 * in its place. A well's result always comes, and comes after the worker that failed it is gone.
 */
export class Slot {
  readonly name: string;
  readonly #kind: WorkerKind;
  readonly #startup: WorkerStartup;
  readonly #onEvent: (event: WorkerEvent) => void;
  readonly #closing = new AbortController();
  #opened: Promise<Opened> | null = null;
  #step: Place = {};
  #lastReport: number | null = null;
  #short: (() => void) | null = null;
  #running: Promise<WellResult> | null = null;
  #deadlines: DeadlineWatch | null = null;

  constructor(name: string, kind: WorkerKind, startup: WorkerStartup, onEvent: (event: WorkerEvent) => void) {
    this.name = name;
    this.#kind = kind;
    this.#startup = startup;
    this.#onEvent = onEvent;
  }

  /** When its well was last heard of, in the order of the session's reports; null while it runs none. */
  get lastReport(): number | null {
    return this.#lastReport;
  }

  /** Ends the well that runs because memory is short; resolves once its worker is gone. */
  async endForMemory(): Promise<void> {
    this.#short?.();
    await this.#running;
  }

  /** Makes sure that a worker stands ready. @throws `WORKER_NOT_STARTED` */
  async open(): Promise<void> {
    await this.#worker();
  }

  /** Runs a well; never rejects. */
  run(task: WellTask, signal: AbortSignal): Promise<WellResult> {
    this.#running = this.#run(task, signal);
    return this.#running;
  }

  async #run(task: WellTask, signal: AbortSignal): Promise<WellResult> {
    const timer = new WellTimer(task, this.name);
    this.#step = {};
    if (this.#closing.signal.aborted) return this.#result(timer, { end: "closed" });
    try {
      const opened = await this.#worker();
      const end = await this.#attempt(opened, task, signal);
      if (end.end === "reply" && end.reply.result !== null)
        return await this.#answered(opened, end.reply, end.reply.result);
      const told = await withExit(opened.handle, end);
      await this.#discard(opened);
      return this.#result(timer, told);
    } catch (error) {
      return timer.ended("error", toWellError(error));
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

  async #answered(
    { inbox, handle }: Opened,
    { events, spoiled }: WorkerReply,
    result: WellResult,
  ): Promise<WellResult> {
    await inbox.settled(events);
    if (spoiled) await this.#discard({ inbox, handle });
    return result;
  }

  #result(timer: WellTimer, end: SlotEnd): WellResult {
    const status = end.end === "closed" ? "cancelled" : "error";
    return timer.ended(status, toWellError(endError(end), this.#step));
  }

  #attempt({ handle }: Opened, task: WellTask, signal: AbortSignal): Promise<SlotEnd> {
    const tell = () => handle.control({ kind: "abort" });
    if (signal.aborted) tell();
    signal.addEventListener("abort", tell);
    const deadlines = watchDeadlines(task);
    this.#deadlines = deadlines;
    const closed = whenAborted(this.#closing.signal);
    const short = new Promise<void>((resolve) => {
      this.#short = resolve;
    });
    this.#lastReport = nextReport();
    return Promise.race<SlotEnd>([
      handle.call({ kind: "run", task }).then(
        (reply) => ({ end: "reply", reply }),
        (error: unknown) => ({ end: "crash", error, exit: null }),
      ),
      handle.gone.then(async (exit) => {
        await sleep(EXIT_PATIENCE_MS);
        return { end: "exit", exit };
      }),
      deadlines.passed,
      short.then(() => ({ end: "memory" })),
      closed.aborted.then(() => ({ end: "closed" })),
    ]).finally(() => {
      deadlines.stop();
      closed.stop();
      this.#short = null;
      this.#lastReport = null;
      signal.removeEventListener("abort", tell);
    });
  }

  #worker(): Promise<Opened> {
    this.#opened ??= this.#start();
    return this.#opened;
  }

  async #start(): Promise<Opened> {
    try {
      const inbox = new EventInbox((event) => this.#hear(event));
      const handle = this.#kind.open((event) => inbox.receive(event));
      const gone = handle.gone.then(({ code, signal }) => Promise.reject(new Error(`it ended with ${signal ?? code}`)));
      gone.catch(() => undefined);
      await Promise.race([handle.call({ kind: "start", startup: this.#startup, worker: this.name }), gone]);
      return { handle, inbox };
    } catch (cause) {
      this.#opened = null;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw fail("WORKER_NOT_STARTED", `Cannot start worker '${this.name}': ${reason}`, { cause });
    }
  }

  async #discard({ handle }: Opened): Promise<void> {
    this.#opened = null;
    await handle.kill();
  }

  #hear(event: WorkerEvent): void {
    if (this.#lastReport !== null) this.#lastReport = nextReport();
    if (event.type === "stepStarted") {
      this.#step = { step: event.step };
      this.#deadlines?.stepStarted(event.step);
    }
    if (event.type === "stepFinished") this.#deadlines?.stepFinished();
    this.#onEvent(event);
  }
}

/** A crash says little by itself; how the worker ended says more, and follows at once. */
async function withExit({ gone }: WorkerHandle, end: SlotEnd): Promise<SlotEnd> {
  if (end.end !== "crash") return end;
  const exit = await within(gone, 10 * EXIT_PATIENCE_MS);
  return { ...end, exit };
}
