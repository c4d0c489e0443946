/** The entry of a worker thread: what tinypool calls for the first request. */
import type { MessagePort } from "node:worker_threads";
import { HelperCounts } from "../helper-counts.ts";
import type { StartRequest, WorkerControl, WorkerReply, WorkerRequest } from "../protocol.ts";
import { guardProcess } from "./guard-process.ts";
import { ThreadHelpers } from "./spread/thread-helpers.ts";
import { WorkerServer } from "./worker-server.ts";

/** The first request brings the port for all that follows, and how many others would help. */
export interface ThreadStart extends StartRequest {
  readonly port: MessagePort;
  readonly counts: HelperCounts["shared"];
}

/** Starts, and answers what comes through the port. */
export async function serve({ port, counts, ...start }: ThreadStart): Promise<WorkerReply> {
  const helpers = new ThreadHelpers(new HelperCounts(counts), (call) => port.postMessage(call, [call.port]));
  const server = new WorkerServer(start, (events) => port.postMessage(events), { helpers });
  port.on("message", async (message: Exclude<WorkerRequest, StartRequest> | WorkerControl) => {
    if (message.kind === "abort") server.receive(message);
    else port.postMessage(message.kind === "run" ? await server.run(message) : await server.help(message));
  });
  guardProcess(server);
  // Later, so that the answer is not kept waiting.
  setImmediate(() => void server.prepare());
  return server.ready();
}
