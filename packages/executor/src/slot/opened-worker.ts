import type { WorkerEvent, WorkerStartup } from "@ohcs/context";
import { fail } from "../errors.ts";
import { EventInbox } from "./event-inbox.ts";
import type { WorkerHandle, WorkerKind, WorkerListener } from "./worker-handle.ts";

/** A worker that was opened, and its events. */
export interface OpenedWorker {
  readonly handle: WorkerHandle;
  readonly inbox: EventInbox;
  /** Aborted when the worker is gone: wells that wait for that leave nothing behind, as they would at a promise. */
  readonly gone: AbortSignal;
}

/** Who hears an opened worker, event by event. */
export interface OpenedWorkerListener extends Pick<WorkerListener, "onHelp"> {
  readonly onEvent: (event: WorkerEvent) => void;
}

/** Opens the worker `name`; resolves once it stands ready. @throws `WORKER_NOT_STARTED` */
export async function openWorker(
  name: string,
  kind: WorkerKind,
  startup: WorkerStartup,
  { onEvent, onHelp }: OpenedWorkerListener,
): Promise<OpenedWorker> {
  try {
    const inbox = new EventInbox(onEvent);
    const handle = kind.open({ onEvents: (events) => inbox.receive(events), onHelp });
    const end = new AbortController();
    const gone = handle.gone.then(({ code, signal }) => {
      end.abort();
      throw new Error(`it ended with ${signal ?? code}`);
    });
    gone.catch(() => undefined);
    await Promise.race([handle.call({ kind: "start", startup, worker: name }), gone]);
    return { handle, inbox, gone: end.signal };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw fail("WORKER_NOT_STARTED", `Cannot start worker '${name}': ${reason}`, { cause });
  }
}
