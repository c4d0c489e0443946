import {
  createPostgresBackend,
  FlowProducer,
  type Processor,
  Queue,
  QueueEvents,
  runMigrations,
  Worker,
  type WorkerOptions,
} from "bullmq";
import { Redis } from "ioredis";
import { fail } from "../errors.ts";
import { isPostgres, shownUrl } from "./queue-url.ts";

/** The parts of BullMQ on one server. Each waits for a server that is gone for a while. */
export interface Queues {
  queue(name: string): Queue;
  worker<Data>(
    name: string,
    processor: Processor<Data, null>,
    options: Omit<WorkerOptions, "connection">,
  ): Worker<Data>;
  flows(): FlowProducer;
  events(name: string): QueueEvents;
  /** The name of a queue on this server: it may have queues of others. */
  nameOf(name: string): string;
  /** Closes the connection; parts are closed before. */
  close(): Promise<void>;
}

/** Connects to Redis, Valkey or PostgreSQL. `prefix` keeps queues of others apart. @throws `QUEUE_UNREACHABLE` */
export async function openQueues(url: string, prefix: string): Promise<Queues> {
  return isPostgres(url) ? onPostgres(url, prefix) : onRedis(url, prefix);
}

async function onRedis(url: string, prefix: string): Promise<Queues> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true, retryStrategy: waitMs });
  // Every failed attempt to connect is an event; without a listener it would be printed.
  let reason: string | null = null;
  redis.on("error", (error) => {
    reason = error.message;
  });
  await reached(
    url,
    redis.connect().then(() => redis.ping()),
    () => reason,
  ).catch((error) => {
    redis.disconnect();
    throw error;
  });
  const close = async () => redis.disconnect();
  return parts({ connection: redis, prefix }, (name) => name, undefined, close);
}

/** All queues lie in one schema, so that their names begin with the prefix. */
async function onPostgres(url: string, prefix: string): Promise<Queues> {
  const { default: pg } = await import("pg");
  const options = `-c search_path="${SCHEMA}"`;
  const pool = new pg.Pool({
    connectionString: url,
    options,
    max: CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: FIRST_MS,
  });
  pool.on("error", () => undefined);
  await reached(url, migrated(pool), () => null).catch(async (error) => {
    await pool.end();
    throw error;
  });
  return parts(
    { connection: pool as never },
    (name) => `${prefix}.${name}`,
    createPostgresBackend,
    () => pool.end(),
  );
}

/** Makes the tables of BullMQ where they are missing. */
async function migrated(pool: import("pg").Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
}

/** That of BullMQ where it is given a pool. */
const SCHEMA = "bullmq";
/** Each worker and each listener for events keeps one. */
const CONNECTIONS = 12;

function parts(
  options: { readonly connection: Redis; readonly prefix?: string },
  nameOf: (name: string) => string,
  backend: typeof createPostgresBackend | undefined,
  close: () => Promise<void>,
): Queues {
  const on = backend as undefined;
  // Without a listener the first error of a connection would end the process.
  const quiet = <Part extends { on(event: "error", listener: () => void): unknown }>(part: Part): Part => {
    part.on("error", () => undefined);
    return part;
  };
  return {
    nameOf,
    close,
    queue: (name) => quiet(new Queue(nameOf(name), options, on)),
    flows: () => quiet(new FlowProducer(options, on)),
    events: (name) => quiet(new QueueEvents(nameOf(name), options, on)),
    worker: (name, processor, more) => quiet(new Worker(nameOf(name), processor, { ...options, ...more }, on)),
  };
}

/** @throws `QUEUE_UNREACHABLE` where `first` fails, or takes too long */
async function reached(url: string, first: Promise<unknown>, reason: () => string | null): Promise<void> {
  try {
    await within(FIRST_MS, first);
  } catch (cause) {
    const got = reason() ?? (cause instanceof Error ? cause.message : String(cause));
    const server = shownUrl(url);
    const message = `Cannot reach the queue at '${server}': expected an answer, got '${got}'`;
    throw fail("QUEUE_UNREACHABLE", message, { details: { server } });
  }
}

const FIRST_MS = 5_000;

function waitMs(attempt: number): number {
  return Math.min(100 * 2 ** attempt, 2_000);
}

function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
