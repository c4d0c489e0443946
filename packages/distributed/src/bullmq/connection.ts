import { Redis } from "ioredis";
import { fail } from "../errors.ts";

const LOCAL = "redis://127.0.0.1:6379";

/** The URL of the server: what is said, else that of the environment. @throws `QUEUE_SECRET_NAMED` */
export function redisUrl(named: string | undefined, environment = process.env): string {
  if (named === undefined) return environment.OHCS_REDIS_URL ?? environment.REDIS_URL ?? LOCAL;
  if (new URL(named).password === "") return named;
  const message = "Cannot use 'redis': expected a URL without a password, which records would keep, got one with";
  throw fail("QUEUE_SECRET_NAMED", message);
}

/** Where the server is, as it may be shown: without user and password. */
export function shownUrl(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** A connection that waits for a server that is gone for a while, once it was there. @throws `QUEUE_UNREACHABLE` */
export async function connectRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true, retryStrategy: waitMs });
  // Every failed attempt to connect is an event; without a listener it would be printed.
  let reason = "no answer";
  redis.on("error", (error) => {
    reason = error.message;
  });
  try {
    await within(
      FIRST_MS,
      redis.connect().then(() => redis.ping()),
    );
    return redis;
  } catch (cause) {
    redis.disconnect();
    const got = reason === "no answer" && cause instanceof Error ? cause.message : reason;
    const message = `Cannot reach the queue at '${shownUrl(url)}': expected Redis to answer, got '${got}'`;
    throw fail("QUEUE_UNREACHABLE", message, { details: { server: shownUrl(url) } });
  }
}

const FIRST_MS = 5_000;

function waitMs(attempt: number): number {
  return Math.min(100 * 2 ** attempt, 2_000);
}

function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
