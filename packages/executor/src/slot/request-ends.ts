import { whenAborted } from "../cancel/when-aborted.ts";
import type { HelpRequest, RunRequest } from "../protocol.ts";
import type { OpenedWorker } from "./opened-worker.ts";
import type { SlotEnd } from "./slot-end.ts";
import { sleep, within } from "./time.ts";

/** A reply or an error event on its way may still tell more than the bare exit. */
const EXIT_PATIENCE_MS = 20;

/** What a worker is asked to do, before it has its number. */
export type NewRequest = Omit<RunRequest, "id"> | Omit<HelpRequest, "id">;

let requests = 0;

/** What a worker was asked to do, as it may end; whoever no longer waits for that says `stop`. */
export interface RequestEnds {
  readonly ends: readonly Promise<SlotEnd>[];
  readonly stop: () => void;
}

/**
 * Asks a worker, and gives the ways in which what it does for that can end; it is told when `signal` is aborted, and no longer
 * waited for when `closing` is.
 */
export function requestEnds(
  { handle, gone }: OpenedWorker,
  request: NewRequest,
  signal: AbortSignal,
  closing: AbortSignal,
): RequestEnds {
  const id = ++requests;
  const tell = () => handle.control({ kind: "abort", id });
  if (signal.aborted) tell();
  signal.addEventListener("abort", tell);
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
    signal.removeEventListener("abort", tell);
  };
  return { ends, stop };
}

/** A crash says little by itself; how the worker ended says more, and follows at once. */
export async function withExit({ handle }: OpenedWorker, end: SlotEnd): Promise<SlotEnd> {
  if (end.end !== "crash") return end;
  const exit = await within(handle.gone, 10 * EXIT_PATIENCE_MS);
  return { ...end, exit };
}
