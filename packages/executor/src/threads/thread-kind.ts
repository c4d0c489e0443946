import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";
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

/** Workers in threads: events and controls go through a port of their own, handed over with the first request. */
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
  port1.on("message", (message: readonly WorkerEvent[] | HelpCall) =>
    "port" in message ? onHelp(message.port) : onEvents(message),
  );
  const gone = new Promise<WorkerExit>((resolve) => {
    worker.once("exit", (code) => resolve({ code, signal: null, lastWords: "" }));
  });
  return {
    call: (request) => {
      const whole = request.kind === "start" ? { ...request, port: port2, counts: counts.shared } : request;
      return pool.run(whole, { transferList: portsOf(whole) }) as Promise<WorkerReply>;
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

/** Ports do not get copied: they move. */
function portsOf(request: object): MessagePort[] {
  return "port" in request ? [request.port as MessagePort] : [];
}
