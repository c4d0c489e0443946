/**
 * Runs plates for callers with the token, and streams their events: `POST /runs` with `{ "plate", "pipeline", "output"
 * }` answers with server-sent events. Closing the request stops its run; Ctrl-C stops all of them and then ends.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import { pipeline as connect } from "node:stream/promises";
import { encodeError, type Run, runPlate } from "ohcs";

const { OHCS_EMBED_TOKEN: token = randomBytes(24).toString("base64url"), PORT: port = "0" } = process.env;
const stop = new AbortController();

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    if (!response.headersSent) response.writeHead(400).write(JSON.stringify(encodeError(error)));
    response.end();
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isAllowed(request.headers.authorization)) return void response.writeHead(401).end();
  if (request.method !== "POST" || request.url !== "/runs") return void response.writeHead(404).end();
  const { plate, pipeline, output } = (await json(request)) as { plate: string; pipeline: string; output: string };
  const closed = new AbortController();
  response.once("close", () => closed.abort());
  const run = runPlate({ plate, pipeline, output, signal: AbortSignal.any([closed.signal, stop.signal]) });
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  await connect(Readable.from(messagesOf(run)), response);
}

async function* messagesOf(run: Run): AsyncGenerator<string> {
  const message = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  try {
    for await (const event of run.events) yield message(event.type, event);
    yield message("result", await run.result);
  } catch (error) {
    yield message("failed", encodeError(error));
  }
}

function isAllowed(header = ""): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header), digest(`Bearer ${token}`));
}

// Loopback only: a caller with the token can run any code that a pipeline names.
server.listen(Number(port), "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/runs`;
  process.stdout.write(`${JSON.stringify({ url, token })}\n`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    stop.abort();
    server.close();
  });
