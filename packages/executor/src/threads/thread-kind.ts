import { MessageChannel, type Worker } from "node:worker_threads";
import type { WorkerEvent } from "@ohcs/context";
import type { WorkerReply } from "../protocol.ts";
import { openPool } from "../slot/open-pool.ts";
import { within } from "../slot/time.ts";
import type { WorkerExit, WorkerHandle, WorkerKind } from "../slot/worker-handle.ts";

/** How threads are started. */
export interface ThreadOptions {
  readonly workerUrl: string;
  /** Limit of a thread's JavaScript heap in MiB; pixels lie outside of it. */
  readonly heapMb: number | null;
}

const KILL_PATIENCE_MS = 3_000;

/** Workers in threads: events and controls go through a port of their own, handed over with the first request. */
export function threadKind(options: ThreadOptions): WorkerKind {
  return { name: "threads", open: (onEvent) => openThread(options, onEvent) };
}

function openThread({ workerUrl, heapMb }: ThreadOptions, onEvent: (event: WorkerEvent) => void): WorkerHandle {
  const { pool, worker } = openPool<Worker>("thread", {
    runtime: "worker_threads",
    filename: workerUrl,
    execArgv: [],
    ...(heapMb === null ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMb } }),
  });
  const { port1, port2 } = new MessageChannel();
  port1.on("message", onEvent);
  const gone = new Promise<WorkerExit>((resolve) => {
    worker.once("exit", (code) => resolve({ code, signal: null, lastWords: "" }));
  });
  return {
    call: (request) =>
      request.kind === "start"
        ? (pool.run({ ...request, port: port2 }, { transferList: [port2] }) as Promise<WorkerReply>)
        : (pool.run(request) as Promise<WorkerReply>),
    control: (message) => port1.postMessage(message),
    gone,
    kill: async () => {
      void pool.destroy().catch(() => undefined);
      void worker.terminate();
      await within(gone, KILL_PATIENCE_MS);
      port1.close();
    },
  };
}
