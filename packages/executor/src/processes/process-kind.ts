import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { WorkerEvent } from "@ohcs/context";
import type { MemoryLimits } from "../memory/memory-guard.ts";
import type { ProcessEvents, WorkerControl, WorkerDevice, WorkerReply } from "../protocol.ts";
import { openPool } from "../slot/open-pool.ts";
import { within } from "../slot/time.ts";
import type { WorkerExit, WorkerHandle, WorkerKind, WorkerListener } from "../slot/worker-handle.ts";
import { watchOpening } from "./watch-opening.ts";

/** How processes are started. */
interface ProcessOptions {
  readonly workerUrl: string;
  /** Limit of a process's JavaScript heap in MiB; pixels lie outside of it. */
  readonly heapMb: number | null;
  /** What each worker watches about itself. */
  readonly memory: MemoryLimits;
  /** @default that of this process */
  readonly env?: Readonly<Record<string, string>>;
  /** The device that each worker holds. @default none */
  readonly device?: WorkerDevice;
}

const KILL_PATIENCE_MS = 3_000;
const LAST_WORDS_MS = 100;
const LAST_WORDS = 4_000;

/** Workers in processes: events and controls go through the channel to the child, beside tinypool's own messages. */
export function processKind(options: ProcessOptions): WorkerKind {
  return { name: "processes", counts: null, open: ({ onEvents }) => openProcess(options, onEvents) };
}

function openProcess(
  { workerUrl, heapMb, memory, env, device }: ProcessOptions,
  onEvents: WorkerListener["onEvents"],
): WorkerHandle {
  const { pool, worker } = openPool<ChildProcess>("process", {
    runtime: "child_process",
    filename: workerUrl,
    serialization: "advanced",
    env: { ...(env ?? process.env) } as Record<string, string>,
    execArgv: heapMb === null ? [] : [`--max-old-space-size=${heapMb}`],
  });
  const lastWords = forwardOutput(worker, (event) => onEvents([event]));
  const gone = exitOf(worker, lastWords);
  const opening = device === undefined ? null : watchOpening(device.patienceMs);
  void gone.then(() => opening?.stop());
  let send: (message: WorkerControl) => void = () => undefined;
  const channel = {
    onMessage: (callback: (message: unknown) => void) => {
      send = callback;
    },
    postMessage: (message: unknown) => {
      opening?.receive(message);
      onEvents(eventsIn(message));
    },
  };
  return {
    call: (request) =>
      pool.run(request.kind === "start" ? { ...request, memory, device } : request, {
        channel,
      }) as Promise<WorkerReply>,
    control: (message) => send(message),
    gone,
    ...(opening === null ? {} : { hung: opening.hung }),
    kill: async () => {
      opening?.stop();
      void pool.destroy().catch(() => undefined);
      worker.kill("SIGKILL");
      await within(gone, KILL_PATIENCE_MS);
    },
  };
}

/** What the process prints past its own guard becomes log events; returns how to read the last of it. */
function forwardOutput(worker: ChildProcess, onEvent: (event: WorkerEvent) => void): () => string {
  let words = "";
  worker.stdout?.unpipe(process.stdout);
  worker.stderr?.unpipe(process.stderr);
  readLines(worker.stdout, (text) => onEvent({ type: "log", well: null, level: "info", text }));
  readLines(worker.stderr, (text) => {
    words = `${words}${text}\n`.slice(-LAST_WORDS);
    onEvent({ type: "log", well: null, level: "error", text });
  });
  return () => words;
}

/** The end of a process, after it had a moment to get its last words through. */
function exitOf(worker: ChildProcess, lastWords: () => string): Promise<WorkerExit> {
  const closed = new Promise<void>((resolve) => worker.once("close", () => resolve()));
  return new Promise((resolve) => {
    worker.once("exit", async (code, signal) => {
      await within(closed, LAST_WORDS_MS);
      resolve({ code, signal, lastWords: lastWords() });
    });
  });
}

/** The events of a message of a worker process; none if the message is foreign. */
export function eventsIn(message: unknown): readonly WorkerEvent[] {
  const { ohcsEvents } = (message ?? {}) as Partial<ProcessEvents>;
  return Array.isArray(ohcsEvents) ? ohcsEvents : [];
}

/** Calls `listen` for every line of a stream. */
function readLines(stream: Readable | null, listen: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", listen);
}
