import { sha256Hex } from "@ohcs/context";
import type { FlowProducer, Queue, QueueEvents } from "bullmq";
import type { Engine, EngineStart, JobState, RemoteJob } from "../session/engine.ts";
import type { RemoteRunnerOptions } from "../session/remote-runner.ts";
import { openQueues, type Queues } from "./open-queues.ts";
import { PLATES, WELL_OPTIONS, wellsQueue } from "./queues.ts";

export interface BullmqRunnerOptions extends RemoteRunnerOptions {
  /** URL of Redis, Valkey or, beta, PostgreSQL, without a password. @default OHCS_QUEUE_URL or REDIS_URL of the environment, else this machine */
  readonly url?: string;
  /** What the names of queues begin with; the version follows. @default "ohcs" */
  readonly prefix?: string;
  /** The class of machines that take the wells. @default "cpu" */
  readonly class?: string;
  /** The class of machines that take the wells that were compiled for a GPU. @default "gpu" */
  readonly gpuClass?: string;
  /** How urgent the plate is: 1 comes before 2, and so on. @default 100 */
  readonly priority?: number;
  /** How often a worker tries to begin a well, where modules or storage are not as they should be. @default 3 */
  readonly attempts?: number;
  /** How long before it is tried again, ms; twice as long each time. @default 5000 */
  readonly backoffMs?: number;
}

/** Where the wells of a run are queued, and how urgent they are. */
export type BullmqPlace = Required<Omit<BullmqRunnerOptions, keyof RemoteRunnerOptions>>;

const LONELY_MS = 10_000;

/** Wells as jobs of BullMQ, those that are given out together with a parent. */
export class BullmqEngine implements Engine {
  readonly #place: BullmqPlace;
  readonly #start: EngineStart;
  readonly #queues: Queues;
  readonly #flows: FlowProducer;
  /** By class of machines, once it has wells. */
  readonly #classes = new Map<string, WellsQueue>();

  /** @throws `QUEUE_UNREACHABLE` */
  static async open(place: BullmqPlace, start: EngineStart): Promise<BullmqEngine> {
    return new BullmqEngine(place, start, await openQueues(place.url, place.prefix));
  }

  private constructor(place: BullmqPlace, start: EngineStart, queues: Queues) {
    this.#place = place;
    this.#start = start;
    this.#queues = queues;
    this.#flows = queues.flows();
  }

  async submit(jobs: readonly RemoteJob[]): Promise<void> {
    const children = jobs.map((job) => ({
      name: job.ref.well,
      queueName: this.#queueOf(job).name,
      data: job.ref,
      opts: { ...WELL_OPTIONS, ...this.#urgency(), jobId: idOf(job) },
    }));
    const isFirst = jobs.every(({ round }) => round === 1);
    // A job belongs to one parent for good: one that may be there already is added without.
    if (isFirst && !this.#start.isAttached) return this.#addPlate(children);
    for (const { queue } of this.#classes.values())
      await queue.addBulk(children.filter(({ queueName }) => queueName === queue.name));
  }

  async look(jobs: readonly RemoteJob[]): Promise<ReadonlyMap<string, JobState>> {
    const asked = jobs.map(async (job) => {
      const data = await this.#queueOf(job).getBackend().getJobData(idOf(job));
      return data === undefined ? [] : [[job.ref.job, stateOf(data)] as const];
    });
    const known = (await Promise.all(asked)).flat();
    for (const one of this.#classes.values()) await this.#warnWithoutWorkers(one);
    return new Map(known);
  }

  async withdraw(jobs: readonly RemoteJob[]): Promise<readonly string[]> {
    const removed = await Promise.all(
      jobs.map((job) =>
        this.#queueOf(job)
          .remove(idOf(job))
          .catch(() => 0),
      ),
    );
    return jobs.flatMap(({ ref }, i) => (removed[i] === 1 ? [ref.job] : []));
  }

  async close(): Promise<void> {
    const parts = [...this.#classes.values()].flatMap(({ events, queue }) => [events, queue]);
    for (const one of [...parts, this.#flows]) await one.close().catch(() => undefined);
    await this.#queues.close();
  }

  async #addPlate(children: readonly { readonly opts: { readonly jobId: string } }[]): Promise<void> {
    const jobId = `${this.#start.run}_${sha256Hex(children.map(({ opts }) => opts.jobId).join()).slice(0, 12)}`;
    const data = { run: this.#start.run, wells: children.length };
    const parent = { name: this.#start.run, queueName: this.#queues.nameOf(PLATES), data, opts: { jobId } };
    await this.#flows.add({ ...parent, children: children as never });
  }

  #queueOf({ onGpu }: RemoteJob): Queue {
    const name = onGpu ? this.#place.gpuClass : this.#place.class;
    const known = this.#classes.get(name) ?? this.#open(wellsQueue(name));
    this.#classes.set(name, known);
    return known.queue;
  }

  #open(name: string): WellsQueue {
    const events = this.#queues.events(name);
    // Events only say when to look: one that is lost is made up for when results are looked for.
    events.on("completed", this.#start.hint);
    events.on("failed", this.#start.hint);
    return { queue: this.#queues.queue(name), events, lonelySince: performance.now(), isWarned: false };
  }

  #urgency() {
    const { priority, attempts, backoffMs } = this.#place;
    return { priority, attempts, backoff: { ...WELL_OPTIONS.backoff, delay: backoffMs } };
  }

  /** Where no worker listens nothing would ever happen, and nothing else says so. */
  async #warnWithoutWorkers(one: WellsQueue): Promise<void> {
    const count = await one.queue.getWorkersCount().catch(() => 1);
    if (count > 0) Object.assign(one, { lonelySince: performance.now(), isWarned: false });
    if (one.isWarned || performance.now() - one.lonelySince <= LONELY_MS) return;
    one.isWarned = true;
    const { prefix } = this.#place;
    this.#start.warn(`No worker takes wells of '${one.queue.name}' (${prefix}): start 'ohcs worker' of this version`);
  }
}

/** The wells of a class of machines. */
interface WellsQueue {
  readonly queue: Queue;
  readonly events: QueueEvents;
  /** Since when no worker listens. */
  lonelySince: number;
  isWarned: boolean;
}

/** Colons are not allowed in names of jobs. */
function idOf({ ref, round }: RemoteJob): string {
  return `${ref.run}_${ref.job}.${round}`;
}

function stateOf({
  finishedOn,
  failedReason,
}: {
  readonly finishedOn?: number;
  readonly failedReason?: string;
}): JobState {
  if (finishedOn == null) return { state: "waiting" };
  return failedReason ? { state: "failed", reason: failedReason } : { state: "ended" };
}
