import { fail } from "../errors.ts";

const LOCAL = "redis://127.0.0.1:6379";
const PROTOCOLS = ["redis:", "rediss:", "postgres:", "postgresql:"];

/**
 * The URL of the server of queues: what an option names, else that of the environment.
 * @throws `QUEUE_URL_INVALID`, and `QUEUE_SECRET_NAMED` where an option has a password
 */
export function queueUrl(named: string | undefined, environment = process.env): string {
  const url = named ?? environment.OHCS_QUEUE_URL ?? environment.REDIS_URL ?? LOCAL;
  const { protocol, password, searchParams } = parsed(url);
  if (!PROTOCOLS.includes(protocol)) throw invalid(`one of '${protocol}'`);
  const hasSecret = password !== "" || [...searchParams.keys()].some((name) => /pass/i.test(name));
  if (named === undefined || !hasSecret) return url;
  const message = "Cannot use 'url': expected one without a password, which records would keep, got one with";
  throw fail("QUEUE_SECRET_NAMED", message);
}

export function isPostgres(url: string): boolean {
  return parsed(url).protocol.startsWith("postgres");
}

/** Where the server is, as it may be shown: without user, password and parameters. */
export function shownUrl(url: string): string {
  const { protocol, host } = parsed(url);
  return `${protocol}//${host}`;
}

/** The error of `URL` itself holds the text, which may have a password. */
function parsed(url: string): URL {
  if (!URL.canParse(url)) throw invalid("a text that is no URL");
  return new URL(url);
}

function invalid(got: string): Error {
  const message = `Cannot use the queue: expected a URL of redis://, rediss:// or postgres://, got ${got}`;
  return fail("QUEUE_URL_INVALID", message);
}
