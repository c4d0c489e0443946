import { whenAborted } from "../cancel/when-aborted.ts";
import type { HelpRequest, RunRequest } from "../protocol.ts";
import type { OpenedWorker } from "./opened-worker.ts";
import type { SlotEnd } from "./slot-end.ts";
import { sleep, within } from "./time.ts";

/** A pending reply or error event may be more informative than the bare exit. */
const EXIT_PATIENCE_MS = 20;

/** What a worker is asked to do, before it has its number. */
export type NewRequest = Omit<RunRequest, "id"> | Omit<HelpRequest, "id">;

let requests = 0;

/** A request to a worker, and its possible outcomes; call `stop` to no longer wait for it. */
export interface RequestEnds {
  readonly ends: readonly Promise<SlotEnd>[];
  readonly stop: () => void;
}

/**
 * Sends a request to a worker, and returns its possible outcomes; the worker is notified when `signal` aborts, and no
 * longer awaited when `closing` does.
 */
export function requestEnds(
  { handle, gone }: OpenedWorker,
  request: NewRequest,
  signal: AbortSignal,
  closing: AbortSignal,
): RequestEnds {
  const id = ++requests;
  const abort = () => handle.control({ kind: "abort", id });
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  const { hung } = handle;
  const [closed, lost] = [whenAborted(closing), whenAborted(gone)];
  const stuck = hung === undefined ? null : whenAborted(hung);
  const ends: readonly Promise<SlotEnd>[] = [
    handle.call({ ...request, id }).then(
      (reply) => ({ end: "reply", reply }),
      (error: unknown) => ({ end: "crash", error, exit: null }),
    ),
    lost.aborted.then(async () => {
      await sleep(EXIT_PATIENCE_MS);
      return { end: "exit", exit: await handle.gone };
    }),
    closed.aborted.then(() => ({ end: "closed" })),
    ...(stuck === null ? [] : [stuck.aborted.then(() => ({ end: "hung", ms: hung?.reason }) as const)]),
  ];
  const stop = () => {
    closed.stop();
    lost.stop();
    stuck?.stop();
    signal.removeEventListener("abort", abort);
  };
  return { ends, stop };
}

/** A crash says little by itself; how the worker ended says more, and follows at once. */
export async function withExit({ handle }: OpenedWorker, end: SlotEnd): Promise<SlotEnd> {
  if (end.end !== "crash") return end;
  const exit = await within(handle.gone, 10 * EXIT_PATIENCE_MS);
  return { ...end, exit };
}
