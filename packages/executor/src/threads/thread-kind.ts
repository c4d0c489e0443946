import { MessageChannel, type Worker } from "node:worker_threads";
import type { WorkerEvent } from "@ohcs/context";
import { HelperCounts } from "../helper-counts.ts";
import type { HelpCall, WorkerReply } from "../protocol.ts";
import { openPool } from "../slot/open-pool.ts";
import { within } from "../slot/time.ts";
import type { WorkerExit, WorkerHandle, WorkerKind, WorkerListener } from "../slot/worker-handle.ts";

/** How threads are started. */
interface ThreadOptions {
  readonly workerUrl: string;
  /** Limit of a thread's JavaScript heap in MiB; pixels lie outside of it. */
  readonly heapMb: number | null;
  /** Limit of that part of it in which values begin, in MiB. */
  readonly youngHeapMb: number;
}

const KILL_PATIENCE_MS = 3_000;

/**
 * Workers in threads. Whatever follows the first request goes through a port of their own, handed over with it: tinypool would
 * measure memory for each answer, which takes longer than a step that does nothing.
 */
export function threadKind(options: ThreadOptions): WorkerKind {
  const counts = new HelperCounts();
  return { name: "threads", counts, open: (listener) => openThread(options, counts, listener) };
}

function openThread(
  { workerUrl, heapMb, youngHeapMb }: ThreadOptions,
  counts: HelperCounts,
  { onEvents, onHelp }: WorkerListener,
): WorkerHandle {
  const { pool, worker } = openPool<Worker>("thread", {
    runtime: "worker_threads",
    filename: workerUrl,
    execArgv: [],
    resourceLimits: {
      maxYoungGenerationSizeMb: youngHeapMb,
      ...(heapMb === null ? {} : { maxOldGenerationSizeMb: heapMb }),
    },
  });
  const { port1, port2 } = new MessageChannel();
  let pending: { readonly resolve: (reply: WorkerReply) => void; readonly reject: (error: unknown) => void } | null =
    null;
  port1.on("message", (message: readonly WorkerEvent[] | HelpCall | WorkerReply) => {
    if ("port" in message) onHelp(message.port);
    else if ("spoiled" in message) pending?.resolve(message);
    else onEvents(message);
  });
  worker.on("error", (error) => pending?.reject(error));
  const gone = new Promise<WorkerExit>((resolve) => {
    worker.once("exit", (code) => resolve({ code, signal: null, lastWords: "" }));
  });
  return {
    call: (request) => {
      if (request.kind === "start")
        return pool.run({ ...request, port: port2, counts: counts.shared }, { transferList: [port2] });
      return new Promise<WorkerReply>((resolve, reject) => {
        pending = { resolve, reject };
        port1.postMessage(request, "port" in request ? [request.port] : []);
      });
    },
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
