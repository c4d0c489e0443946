import { setTimeout as sleep } from "node:timers/promises";
import { UnrecoverableError, type Worker } from "bullmq";
import { isHopeless, isUnfit, WellNode, type WellNodeOptions } from "../node/well-node.ts";
import type { JobReference } from "../store/journals.ts";
import { openQueues } from "./open-queues.ts";
import { queueUrl } from "./queue-url.ts";
import { KEPT, PLATES, prefixOf, USUAL_CLASS, wellsQueue } from "./queues.ts";

export interface BullmqWorkerOptions extends WellNodeOptions {
  /** URL of Redis, Valkey or, beta, PostgreSQL. @default OHCS_QUEUE_URL or REDIS_URL of the environment, else this machine */
  readonly url?: string;
  readonly prefix?: string;
  /** The class of this machine. @default "cpu" */
  readonly class?: string;
  /** A worker without a sign of life for this long has lost its wells, ms. @default 60000 */
  readonly lockMs?: number;
  /** How often wells of lost workers are searched for, ms. @default 30000 */
  readonly stalledMs?: number;
  /** How long it takes no wells after one that it cannot run, ms: otherwise it would be the first to take the next one. @default 30000 */
  readonly unfitMs?: number;
}

/** A worker that listens. */
export interface BullmqWorker {
  /** Takes no more wells, and waits for running ones. */
  close(): Promise<void>;
  /** Ends running wells, too; they are run again elsewhere. */
  end(): Promise<void>;
}

const LOCK_MS = 60_000;
const STALLED_MS = 30_000;
/** How many workers a well may bring down before it counts as failed. */
const MAX_STALLED = 2;
const UNFIT_MS = 30_000;
/** How long a worker that is to end waits for a server that is away, ms. */
const AWAY_MS = 5_000;

/** Takes wells from the queue until it is closed. @throws `QUEUE_URL_INVALID`, `QUEUE_UNREACHABLE` */
export async function startBullmqWorker(options: BullmqWorkerOptions): Promise<BullmqWorker> {
  const { lockMs = LOCK_MS, stalledMs = STALLED_MS, slots } = options;
  const queues = await openQueues(queueUrl(options.url), prefixOf(options.prefix));
  const node = new WellNode(options);
  const settings = { ...KEPT, lockDuration: lockMs, stalledInterval: stalledMs };
  const ending = new AbortController();
  const running = new Set<Promise<null>>();
  const run = async (ref: JobReference) => {
    const job = runJob(node, ref, ending.signal, rest);
    running.add(job);
    return job.finally(() => running.delete(job));
  };
  const rest = () => restFor(wells, options.unfitMs ?? UNFIT_MS);
  const wells = queues.worker<JobReference>(wellsQueue(options.class ?? USUAL_CLASS), ({ data }) => run(data), {
    ...settings,
    concurrency: slots,
    maxStalledCount: MAX_STALLED,
  });
  // A plate is done when its wells are: what is made of them is a job of its own.
  const plates = queues.worker(PLATES, async () => null, settings);
  const stop = watchFreezing(lockMs, () => void node.endFrozen());
  const close = async () => {
    const closed = Promise.all([wells.close(), plates.close()]);
    await Promise.race([closed, endedFor(AWAY_MS, running)]).catch(() => endedFor(0, running));
    stop();
    await node.close();
    for (const worker of [wells, plates])
      void worker
        .getBackend()
        .disconnectBlocking(false)
        .catch(() => undefined);
    await queues.close();
    closed.catch(() => undefined);
  };
  return {
    close,
    end: async () => {
      ending.abort();
      await node.close();
      await close();
    },
  };
}

/** Wells that end while the server cannot be reached are not reported to it; their results are in the output. */
async function endedFor(ms: number, running: ReadonlySet<Promise<null>>): Promise<void> {
  do {
    await Promise.allSettled(running);
    await sleep(ms);
  } while (running.size > 0);
}

/** What was cancelled is not tried again, nor what fails in the same way everywhere. */
async function runJob(node: WellNode, ref: JobReference, signal: AbortSignal, rest: () => void): Promise<null> {
  const result = await node.runWellByReference(ref, signal).catch((error: unknown) => {
    if (isUnfit(error)) rest();
    throw isHopeless(error) && error instanceof Error ? new UnrecoverableError(error.message) : error;
  });
  if (result.status === "cancelled") throw new UnrecoverableError(`Cannot finish '${ref.well}': it was cancelled`);
  return null;
}

/** Takes no wells for a while; running ones continue. */
function restFor(worker: Worker, ms: number): void {
  if (worker.isPaused()) return;
  void worker.pause(true).catch(() => undefined);
  setTimeout(() => worker.resume(), ms).unref();
}

/** Calls `ended` where this process stood still for longer than others wait for it. */
function watchFreezing(ms: number, ended: () => void): () => void {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - last > ms) ended();
    last = now;
  }, ms / 4);
  return () => clearInterval(timer);
}
