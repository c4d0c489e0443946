/** The entry of a worker thread: what tinypool calls for every request. */
import type { MessagePort } from "node:worker_threads";
import type { WorkerControl, WorkerReply, WorkerRequest } from "../protocol.ts";
import { guardProcess } from "./guard-process.ts";
import { WorkerServer } from "./worker-server.ts";

/** A request; the first brings the port for events and controls. */
export type ThreadRequest = WorkerRequest & { readonly port?: MessagePort };

let server: WorkerServer | null = null;

/** Answers one request. Never rejects once started. */
export async function serve({ port, ...request }: ThreadRequest): Promise<WorkerReply> {
  if (request.kind === "run") return started().run(request.task);
  server = new WorkerServer(request, (event) => port?.postMessage(event));
  port?.on("message", (control: WorkerControl) => started().hear(control));
  guardProcess(server);
  return server.ready();
}

function started(): WorkerServer {
  if (server !== null) return server;
  throw new Error("Cannot serve: expected a start request first");
}
