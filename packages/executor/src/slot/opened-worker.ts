import type { WorkerEvent, WorkerStartup } from "@ohcs/context";
import { whenAborted } from "../cancel/when-aborted.ts";
import { fail } from "../errors.ts";
import { within } from "./time.ts";
import type { WorkerHandle, WorkerKind, WorkerListener } from "./worker-handle.ts";

const LONGEST_WAIT_MS = 1_000;

/** Counts the events of one worker, so that a well's result can wait for those that are still on their way. */
class EventInbox {
  readonly #listen: (event: WorkerEvent) => void;
  #received = 0;
  #wake: () => void = () => undefined;

  constructor(listen: (event: WorkerEvent) => void) {
    this.#listen = listen;
  }

  receive(events: readonly WorkerEvent[]): void {
    this.#received += events.length;
    for (const event of events) this.#listen(event);
    this.#wake();
  }

  /** Resolves when `count` events have come, or will not. */
  async settled(count: number): Promise<void> {
    if (this.#received >= count) return;
    const all = new Promise<void>((resolve) => {
      this.#wake = () => void (this.#received >= count && resolve());
    });
    await within(all, LONGEST_WAIT_MS);
  }
}

/** A worker that was opened, and its events. */
export interface OpenedWorker {
  readonly handle: WorkerHandle;
  readonly inbox: EventInbox;
  /** Aborted when the worker is gone: wells that wait for that leave nothing behind, as they would at a promise. */
  readonly gone: AbortSignal;
}

/** Listener of an opened worker's events. */
interface OpenedWorkerListener extends Pick<WorkerListener, "onHelp"> {
  readonly onEvent: (event: WorkerEvent) => void;
}

/** How long a worker may take until it is ready. */
const START_PATIENCE_MS = 60_000;

/**
 * Opens the worker `name`; resolves once it is ready. One that does not in time, or before `closing` is aborted, is ended.
 * @throws `WORKER_NOT_STARTED`
 */
export async function openWorker(
  name: string,
  kind: WorkerKind,
  startup: WorkerStartup,
  { onEvent, onHelp }: OpenedWorkerListener,
  closing: AbortSignal,
): Promise<OpenedWorker> {
  const closed = whenAborted(closing);
  let handle: WorkerHandle | null = null;
  try {
    const inbox = new EventInbox(onEvent);
    handle = kind.open({ onEvents: (events) => inbox.receive(events), onHelp });
    const end = new AbortController();
    const gone = handle.gone.then(({ code, signal }) => {
      end.abort();
      throw new Error(`it ended with ${signal ?? code}`);
    });
    gone.catch(() => undefined);
    const over = closed.aborted.then(() => Promise.reject(new Error("the run was closed meanwhile")));
    const ready = Promise.race([handle.call({ kind: "start", startup, worker: name }), gone, over]);
    if ((await within(ready, START_PATIENCE_MS)) === null)
      throw new Error(`it was not ready within ${START_PATIENCE_MS} ms`);
    return { handle, inbox, gone: end.signal };
  } catch (cause) {
    await handle?.kill();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw fail("WORKER_NOT_STARTED", `Cannot start worker '${name}': ${reason}`, { cause });
  } finally {
    closed.stop();
  }
}
