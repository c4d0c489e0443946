import { UnrecoverableError, Worker } from "bullmq";
import { isHopeless, isUnfit, WellNode, type WellNodeOptions } from "../node/well-node.ts";
import type { JobReference } from "../store/job-reference.ts";
import { connectRedis, redisUrl } from "./connection.ts";
import { KEPT, PLATES, prefixOf, USUAL_CLASS, wellsQueue } from "./queues.ts";

export interface BullmqWorkerOptions extends WellNodeOptions {
  /** URL of Redis or Valkey. @default OHCS_REDIS_URL or REDIS_URL of the environment, else this machine */
  readonly redis?: string;
  readonly prefix?: string;
  /** The class of machines that this one is of. @default "cpu" */
  readonly class?: string;
  /** A worker that was not heard of for this long has lost its wells, ms. @default 60000 */
  readonly lockMs?: number;
  /** How often is looked for wells whose worker is lost, ms. @default 30000 */
  readonly stalledMs?: number;
  /** How many workers a well may take along before it counts as failed. @default 2 */
  readonly maxStalled?: number;
  /** How long it takes no wells after one that it is not equipped for, ms: else it would be the quickest to take the next. @default 30000 */
  readonly unfitMs?: number;
}

/** A worker that listens. */
export interface BullmqWorker {
  /** Takes no more wells, and waits for those that run. */
  close(): Promise<void>;
  /** Ends those that run, too; they are run again elsewhere. */
  end(): Promise<void>;
}

const LOCK_MS = 60_000;
const STALLED_MS = 30_000;
const MAX_STALLED = 2;
const UNFIT_MS = 30_000;

/** Takes wells from the queue until it is closed. @throws `QUEUE_UNREACHABLE` */
export async function startBullmqWorker(options: BullmqWorkerOptions): Promise<BullmqWorker> {
  const { lockMs = LOCK_MS, stalledMs = STALLED_MS, maxStalled = MAX_STALLED, slots } = options;
  const redis = await connectRedis(redisUrl(options.redis));
  const node = new WellNode(options);
  const prefix = prefixOf(options.prefix);
  const settings = { ...KEPT, connection: redis, prefix, lockDuration: lockMs, stalledInterval: stalledMs };
  const ending = new AbortController();
  const rest = () => restFor(wells, options.unfitMs ?? UNFIT_MS);
  const wells = new Worker<JobReference, null>(
    wellsQueue(options.class ?? USUAL_CLASS),
    ({ data }) => runJob(node, data, ending.signal, rest),
    { ...settings, concurrency: slots, maxStalledCount: maxStalled },
  );
  // A plate is done when its wells are: what is made of them is a job of its own.
  const plates = new Worker(PLATES, async () => null, settings);
  for (const worker of [wells, plates]) worker.on("error", () => undefined);
  const stop = watchFreezing(lockMs, () => void node.endFrozen());
  const close = async () => {
    await Promise.all([wells.close(), plates.close()]);
    stop();
    await node.close();
    redis.disconnect();
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

/** What was cancelled is not tried again, nor what fails in the same way everywhere. */
async function runJob(node: WellNode, ref: JobReference, signal: AbortSignal, rest: () => void): Promise<null> {
  const result = await node.runWellByReference(ref, signal).catch((error: unknown) => {
    if (isUnfit(error)) rest();
    throw isHopeless(error) && error instanceof Error ? new UnrecoverableError(error.message) : error;
  });
  if (result.status === "cancelled") throw new UnrecoverableError(`Cannot finish '${ref.well}': it was cancelled`);
  return null;
}

/** Takes no wells for a while; those that run go on. */
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
