/** The entry of a worker process: what tinypool calls for every request. */
import { Worker } from "node:worker_threads";
import type { WorkerControl, WorkerReply, WorkerRequest } from "../protocol.ts";
import { guardProcess } from "./guard-process.ts";
import { WorkerServer } from "./worker-server.ts";

let server: WorkerServer | null = null;

/** Answers one request. Never rejects once started. */
export async function serve(request: WorkerRequest): Promise<WorkerReply> {
  if (request.kind === "run") return started().run(request.task);
  server = new WorkerServer(request, (event) => void process.send?.(event));
  process.on("message", hear);
  endWithParent();
  guardProcess(server);
  return server.ready();
}

/** Messages of tinypool pass here too. */
function hear(message: Partial<WorkerControl> | null): void {
  if (message?.kind === "abort") started().hear({ kind: "abort" });
}

function started(): WorkerServer {
  if (server !== null) return server;
  throw new Error("Cannot serve: expected a start request first");
}

/**
 * A process whose parent is gone must not go on writing. A busy main thread hears neither the channel close nor a
 * signal handler, so a thread of its own watches too. An interrupt from the terminal is the parent's to handle.
 */
function endWithParent(): void {
  const exit = process.exit.bind(process);
  process.on("disconnect", () => exit(1));
  process.on("SIGINT", () => undefined);
  const watch = `const { ppid } = process;
    setInterval(() => { if (process.ppid !== ppid) process.kill(process.pid, "SIGKILL"); }, 100);`;
  new Worker(watch, { eval: true, execArgv: [] }).unref();
}
