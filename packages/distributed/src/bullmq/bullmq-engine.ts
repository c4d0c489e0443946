import { sha256Hex } from "@ohcs/context";
import { FlowProducer, Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { Engine, EngineStart, JobState, RemoteJob } from "../session/engine.ts";
import { connectRedis } from "./connection.ts";
import { PLATES, WELL_OPTIONS, wellsQueue } from "./queues.ts";

/** Where the wells of a run are queued, and how urgent they are. */
export interface BullmqPlace {
  readonly url: string;
  readonly prefix: string;
  readonly resource: string;
  /** 1 comes first. */
  readonly priority: number;
  readonly attempts: number;
  readonly backoffMs: number;
}

const NOBODY_MS = 10_000;

/** Wells as jobs of BullMQ, those that are given out together with a parent. */
export class BullmqEngine implements Engine {
  readonly #place: BullmqPlace;
  readonly #start: EngineStart;
  readonly #redis: Redis;
  readonly #queue: Queue;
  readonly #flows: FlowProducer;
  readonly #events: QueueEvents;
  readonly #connections: readonly Redis[];
  #nobodySince = performance.now();
  #isNobodyTold = false;

  /** @throws `QUEUE_UNREACHABLE` */
  static async open(place: BullmqPlace, start: EngineStart): Promise<BullmqEngine> {
    return new BullmqEngine(place, start, await connectRedis(place.url), await connectRedis(place.url));
  }

  private constructor(place: BullmqPlace, start: EngineStart, redis: Redis, events: Redis) {
    const { prefix } = place;
    const name = wellsQueue(place.resource);
    this.#place = place;
    this.#start = start;
    this.#redis = redis;
    this.#connections = [redis, events];
    this.#queue = new Queue(name, { connection: redis, prefix });
    this.#flows = new FlowProducer({ connection: redis, prefix });
    this.#events = new QueueEvents(name, { connection: events, prefix });
    // A server that is gone for a while is waited for; without a listener the first error would end the process.
    this.#queue.on("error", () => undefined);
    this.#flows.on("error", () => undefined);
    this.#events.on("error", () => undefined);
    // Events only say when to look: one that is lost is made up for when results are looked for.
    this.#events.on("completed", start.hint);
    this.#events.on("failed", start.hint);
  }

  async submit(jobs: readonly RemoteJob[]): Promise<void> {
    const children = jobs.map((job) => ({
      name: job.ref.well,
      data: job.ref,
      opts: { ...WELL_OPTIONS, ...this.#urgency(), jobId: this.#idOf(job) },
    }));
    const isFirst = jobs.every(({ round }) => round === 1);
    // A job belongs to one parent for good: one that may be there already is added without.
    if (!isFirst || this.#start.isAttached) await this.#queue.addBulk(children);
    else await this.#addPlate(children.map((child) => ({ ...child, queueName: this.#queue.name })));
  }

  async look(jobs: readonly RemoteJob[]): Promise<ReadonlyMap<string, JobState>> {
    const asked = this.#redis.pipeline();
    for (const job of jobs) asked.hmget(this.#queue.toKey(this.#idOf(job)), "timestamp", "finishedOn", "failedReason");
    const answers = (await asked.exec()) ?? [];
    await this.#tellOfNobody();
    const known = jobs.flatMap(({ ref }, i) => {
      const [error, values] = answers[i] ?? [null, []];
      if (error !== null) throw error;
      const state = stateOf(values as readonly (string | null)[]);
      return state === null ? [] : [[ref.job, state] as const];
    });
    return new Map(known);
  }

  async withdraw(jobs: readonly RemoteJob[]): Promise<readonly string[]> {
    const removed = await Promise.all(jobs.map((job) => this.#queue.remove(this.#idOf(job)).catch(() => 0)));
    return jobs.flatMap(({ ref }, i) => (removed[i] === 1 ? [ref.job] : []));
  }

  async close(): Promise<void> {
    for (const one of [this.#events, this.#flows, this.#queue]) await one.close().catch(() => undefined);
    for (const connection of this.#connections) connection.disconnect();
  }

  async #addPlate(children: readonly { readonly opts: { readonly jobId: string } }[]): Promise<void> {
    const jobId = `${this.#start.run}_${sha256Hex(children.map(({ opts }) => opts.jobId).join()).slice(0, 12)}`;
    const data = { run: this.#start.run, wells: children.length };
    const parent = { name: this.#start.run, queueName: PLATES, data, opts: { jobId } };
    await this.#flows.add({ ...parent, children: children as never });
  }

  /** Colons are not allowed in names of jobs. */
  #idOf({ ref, round }: RemoteJob): string {
    return `${ref.run}_${ref.job}.${round}`;
  }

  #urgency() {
    const { priority, attempts, backoffMs } = this.#place;
    return { priority, attempts, backoff: { ...WELL_OPTIONS.backoff, delay: backoffMs } };
  }

  /** Where no worker listens nothing would ever happen, and nothing else says so. */
  async #tellOfNobody(): Promise<void> {
    const count = await this.#queue.getWorkersCount().catch(() => 1);
    if (count > 0) this.#nobodySince = performance.now();
    else if (!this.#isNobodyTold && performance.now() - this.#nobodySince > NOBODY_MS) {
      this.#isNobodyTold = true;
      this.#start.warn(
        `No worker takes wells of '${this.#queue.name}' (${this.#place.prefix}): start 'ohcs worker' of this version`,
      );
    }
    if (count > 0) this.#isNobodyTold = false;
  }
}

/** Null for a job that is not there. */
function stateOf([timestamp, finishedOn, reason]: readonly (string | null)[]): JobState | null {
  if (timestamp == null) return null;
  if (finishedOn == null) return { state: "waiting" };
  return reason == null ? { state: "ended" } : { state: "failed", reason };
}
