import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { readTyped, writeTyped } from "../driver-page/typed-json.ts";
import { type Numbered, PendingReplies } from "./pending-replies.ts";

/** A queue between both sides, first in, first out. */
interface Mailbox<T> {
  put(letter: T): void;
  take(): Promise<T>;
}

/** A page on this machine, which fetches jobs and posts replies. */
interface PageHost {
  readonly url: string;
  /** Messages of the page; a failure in the page is an error here. */
  readonly replies: PendingReplies;
  readonly jobs: Mailbox<Numbered>;
  close(): void;
}

/** Serves a page that runs `script`, a module without imports, on the loopback interface under a path that cannot be guessed. */
export async function hostPage(script: string): Promise<PageHost> {
  const [jobs, replies] = [mailbox<Numbered>(), new PendingReplies()];
  const base = `/${randomUUID()}/`;
  const server = createServer(answerAt(base, { script, jobs, replies }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
  return { url, jobs, replies, close: () => void server.close().closeAllConnections() };
}

// Reports uncaught errors of the page.
const PAGE = `<!doctype html><script>
const failed = (error) => fetch("failures", { method: "POST", body: String(error?.stack ?? error) });
addEventListener("error", (event) => failed(event.error ?? event.message));
addEventListener("unhandledrejection", (event) => failed(event.reason));
</script><script type="module" src="page.js"></script>`;

interface Parts extends Pick<PageHost, "jobs" | "replies"> {
  readonly script: string;
}

function answerAt(base: string, { script, jobs, replies }: Parts): RequestListener {
  const answers: Readonly<Record<string, (request: IncomingMessage) => [type: string, body: unknown]>> = {
    "": () => ["text/html", PAGE],
    "page.js": () => ["text/javascript", script],
    jobs: () => ["application/json", jobs.take().then(writeTyped)],
    replies: (request) => ["text/plain", text(request).then((body) => replies.receive(readTyped(body) as Numbered))],
    failures: (request) => ["text/plain", text(request).then((body) => replies.fail(new Error(body)))],
  };
  return async (request, response) => {
    const path = request.url?.startsWith(base) ? request.url.slice(base.length) : "elsewhere";
    const [type, body] = answers[path]?.(request) ?? [];
    response.writeHead(type === undefined ? 404 : 200, { "content-type": type ?? "text/plain" });
    response.end(await body);
  };
}

function mailbox<T>(): Mailbox<T> {
  const waiting: ((letter: T) => void)[] = [];
  const letters: T[] = [];
  return {
    put(letter) {
      const taker = waiting.shift();
      if (taker === undefined) letters.push(letter);
      else taker(letter);
    },
    take: async () => letters.shift() ?? new Promise<T>((resolve) => waiting.push(resolve)),
  };
}
