/** The entry of a worker thread: what tinypool calls for every request. */
import type { MessagePort } from "node:worker_threads";
import { HelperCounts } from "../helper-counts.ts";
import type { StartRequest, WorkerControl, WorkerReply, WorkerRequest } from "../protocol.ts";
import { guardProcess } from "./guard-process.ts";
import { ThreadHelpers } from "./spread/thread-helpers.ts";
import { WorkerServer } from "./worker-server.ts";

/** The first request brings the port for events and controls, and how many others would help. */
export interface ThreadStart extends StartRequest {
  readonly port: MessagePort;
  readonly counts: HelperCounts["shared"];
}
export type ThreadRequest = Exclude<WorkerRequest, StartRequest> | ThreadStart;

let server: WorkerServer | null = null;

/** Answers one request. Never rejects once started. */
export async function serve(request: ThreadRequest): Promise<WorkerReply> {
  if (request.kind === "run") return started().run(request);
  if (request.kind === "help") return started().help(request);
  const { port, counts, ...start } = request;
  const helpers = new ThreadHelpers(new HelperCounts(counts), (call) => port.postMessage(call, [call.port]));
  server = new WorkerServer(start, (events) => port.postMessage(events), { helpers });
  port.on("message", (control: WorkerControl) => started().receive(control));
  guardProcess(server);
  // Later, so that the answer is not kept waiting.
  setImmediate(() => void started().prepare());
  return server.ready();
}

function started(): WorkerServer {
  if (server !== null) return server;
  throw new Error("Cannot serve: expected a start request first");
}
