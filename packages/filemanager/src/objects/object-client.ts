import { setTimeout as wait } from "node:timers/promises";
import type { AwsClient } from "aws4fetch";
import { fail } from "../errors.ts";
import type { StoreSettings } from "./object-url.ts";

/** How patient the client is; tests shorten it. */
export interface Patience {
  /** Attempts at a request, the first included. */
  readonly attempts: number;
  /** ms before the second attempt, doubled before each further one. */
  readonly firstWaitMs: number;
  /** ms for a request and its body. */
  readonly timeoutMs: number;
}

const PATIENT: Patience = { attempts: 5, firstWaitMs: 200, timeoutMs: 60_000 };

/** Requests of a process that are under way at the same time. */
const REQUESTS_AT_ONCE = 16;

/** One buffer holds an object. */
const MOST_BYTES = 2 ** 31 - 1;

/** The status where a range begins behind the end of an object, such as an empty one. */
const BEYOND_THE_END = 416;

/** A part of an object: from an offset, as far as the object goes, or of its end. */
export type ObjectRange = { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

/** The answer to a request: the object's facts, and its bytes where they were asked for. */
export interface ObjectAnswer {
  /** Those of the range; of the whole object where none was asked for, or the store knows no ranges. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where they begin in the object. */
  readonly offset: number;
  /** Bytes of the whole object. */
  readonly size: number;
  /** 0 where the store does not say. */
  readonly mtimeMs: number;
  /** Changes with the object, as far as the store says. */
  readonly version: string;
}

/** A request besides its method and URL. */
export interface ObjectQuestion {
  readonly range?: ObjectRange | undefined;
  readonly signal?: AbortSignal | undefined;
}

let underWay = 0;
const waiting: (() => void)[] = [];

/**
 * Asks an object store, signed where there are credentials. Answers of 429 and 5xx, broken connections and timeouts are
 * tried again with growing pauses.
 */
export class ObjectClient {
  readonly #settings: StoreSettings;
  readonly #patience: Patience;

  constructor(settings: StoreSettings, patience: Patience = PATIENT) {
    this.#settings = settings;
    this.#patience = patience;
  }

  /** Null where the store has no such object. @throws `OBJECT_STORE_DENIED`, `OBJECT_STORE_FAILED`, `OBJECT_TOO_LARGE` */
  async ask(method: "GET" | "HEAD", url: string, question: ObjectQuestion = {}): Promise<ObjectAnswer | null> {
    const { signal } = question;
    const { attempts, firstWaitMs } = this.#patience;
    for (let attempt = 1; ; attempt++) {
      const answer = await limited(() => this.#once(method, url, question));
      if (typeof answer !== "string") return answer;
      signal?.throwIfAborted();
      if (attempt === attempts) throw failed(url, answer, attempts);
      await wait(firstWaitMs * 2 ** (attempt - 1), undefined, signal === undefined ? {} : { signal });
    }
  }

  /** Loaded when the first request is to be signed. */
  async #signer(): Promise<AwsClient | null> {
    const { credentials, region } = this.#settings;
    if (credentials === null) return null;
    const { AwsClient } = await import("aws4fetch");
    return new AwsClient({ ...credentials, region, service: "s3", retries: 0 });
  }

  /** A text says why it is worth another attempt. */
  async #once(method: string, url: string, { range, signal }: ObjectQuestion): Promise<ObjectAnswer | null | string> {
    const deadline = AbortSignal.timeout(this.#patience.timeoutMs);
    const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
    try {
      const signer = await this.#signer();
      const request = { method, ...(range === undefined ? {} : { headers: { range: rangeHeader(range) } }) };
      const signed = signer === null ? new Request(url, request) : await signer.sign(url, request);
      const response = await fetch(signed, { signal: either });
      if (response.ok || response.status === BEYOND_THE_END) return await answerOf(response, url, range);
      await response.body?.cancel();
      const { status } = response;
      if (status === 404 || status === 410) return null;
      if (status === 401 || status === 403) throw denied(url, status, signer !== null);
      if (status === 429 || status >= 500) return `status ${status}`;
      throw failed(url, `status ${status}`, 1);
    } catch (error) {
      if (deadline.aborted) return "no answer in time";
      if (error instanceof TypeError) return `'${reasonOf(error)}'`;
      throw error;
    }
  }
}

function rangeHeader(range: ObjectRange): string {
  if ("suffixLength" in range) return `bytes=-${range.suffixLength}`;
  return `bytes=${range.offset}-${range.offset + range.length - 1}`;
}

/** The body may break off: that is a `TypeError` of fetch, too. */
async function answerOf(response: Response, url: string, range: ObjectRange | undefined): Promise<ObjectAnswer> {
  const { status, headers } = response;
  const stated = Number(headers.get("content-length") ?? 0);
  if (stated > MOST_BYTES) throw tooLarge(url, stated);
  const body = new Uint8Array(await response.arrayBuffer());
  const changed = Date.parse(headers.get("last-modified") ?? "");
  const facts = {
    mtimeMs: Number.isNaN(changed) ? 0 : changed,
    version: headers.get("etag") ?? headers.get("last-modified") ?? "",
  };
  if (status !== 206 && status !== BEYOND_THE_END)
    return { ...facts, bytes: body, offset: 0, size: Math.max(stated, body.length) };
  const [, first, size] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(headers.get("content-range") ?? "") ?? [];
  const whole = Number(size);
  const isBeyond = status === BEYOND_THE_END;
  const asked = placeOf(range, whole);
  const isAsAsked = isBeyond ? asked.length === 0 : Number(first) === asked.offset && body.length === asked.length;
  if (size === undefined || !isAsAsked) throw failed(url, "a different part of the object from the requested one", 1);
  return { ...facts, bytes: isBeyond ? new Uint8Array(0) : body, offset: asked.offset, size: whole };
}

/** Where a range lies in an object of that size. */
function placeOf(range: ObjectRange | undefined, size: number): { readonly offset: number; readonly length: number } {
  if (range === undefined) return { offset: 0, length: size };
  if ("suffixLength" in range) {
    const length = Math.min(range.suffixLength, size);
    return { offset: size - length, length };
  }
  return { offset: range.offset, length: Math.max(0, Math.min(range.length, size - range.offset)) };
}

async function limited<Result>(work: () => Promise<Result>): Promise<Result> {
  if (underWay >= REQUESTS_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else underWay += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }
}

function reasonOf(error: Error): string {
  const { cause } = error as { readonly cause?: { readonly code?: string; readonly message?: string } };
  return cause?.code ?? cause?.message ?? error.message;
}

function failed(url: string, got: string, attempts: number): Error {
  const times = attempts === 1 ? "" : ` ${attempts} times`;
  const message = `Cannot read '${url}': expected the object store to answer, got ${got}${times}`;
  return fail("OBJECT_STORE_FAILED", message, { details: { url }, retryable: true });
}

function denied(url: string, status: number, isSigned: boolean): Error {
  const got = `status ${status} ${isSigned ? "with the key of AWS_ACCESS_KEY_ID" : "without a key"}`;
  return fail("OBJECT_STORE_DENIED", `Cannot read '${url}': expected access, got ${got}`, { details: { url, status } });
}

function tooLarge(url: string, bytes: number): Error {
  const message = `Cannot read '${url}': expected at most ${MOST_BYTES} bytes, got ${bytes}`;
  return fail("OBJECT_TOO_LARGE", message, { details: { url, bytes } });
}
