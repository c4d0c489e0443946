import { Worker } from "node:worker_threads";
import { encodeError } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { ConformStartup, Questions, Reply } from "./protocol.ts";

/** A thread that answers questions, replaced whenever it hangs or ends. */
export interface IsolatedWorker {
  /** Never rejects: a thread that takes longer than `limitMs`, or ends, is an answer, too. */
  ask<Kind extends keyof Questions>(
    kind: Kind,
    given: Questions[Kind]["given"],
    limitMs: number,
  ): Promise<Reply<Questions[Kind]["answer"]>>;
  close(): Promise<void>;
}

const TERMINATION_MS = 3000;

/** Threads start when asked; `print` gets what they print. */
export function isolatedWorker(startup: ConformStartup, print: (text: string) => void): IsolatedWorker {
  let worker: Worker | null = null;
  return {
    async ask(kind, given, limitMs) {
      worker ??= openWorker(startup, print);
      const { reply, isOver } = await replyOf(worker, { kind, given }, limitMs);
      if (isOver) {
        await terminate(worker);
        worker = null;
      }
      return reply as Reply<Questions[typeof kind]["answer"]>;
    },
    async close() {
      if (worker !== null) await terminate(worker);
    },
  };
}

function openWorker(startup: ConformStartup, print: (text: string) => void): Worker {
  const url = new URL(import.meta.resolve("@ohcs/cli/conform-worker"));
  const worker = new Worker(url, { workerData: startup, stdout: true, stderr: true, execArgv: [] });
  for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (chunk: Buffer) => print(chunk.toString()));
  worker.on("error", () => {}); // A pending request is notified; between requests there is no listener.
  return worker;
}

interface Settled {
  readonly reply: Reply;
  /** Is the thread of no more use? */
  readonly isOver: boolean;
}

/** The reply, or why none came. */
function replyOf(worker: Worker, question: unknown, limitMs: number): Promise<Settled> {
  return new Promise((resolve) => {
    const listeners = {
      message: (reply: Reply) => settle({ reply, isOver: false }),
      error: (error: unknown) => over(uncaught(error)),
      exit: (code: number) => over(ended(code)),
    };
    const timer = setTimeout(() => over(timedOut(limitMs)), limitMs);
    const over = (error: Error) => settle({ reply: { ok: false, error: encodeError(error) }, isOver: true });
    const settle = (settled: Settled) => {
      clearTimeout(timer);
      for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
      resolve(settled);
    };
    for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
    worker.postMessage(question);
  });
}

/** A thread that is busy in native code may not end; this is not awaited. */
async function terminate(worker: Worker): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, TERMINATION_MS);
  });
  await Promise.race([worker.terminate(), patience]);
  clearTimeout(timer);
}

function timedOut(limitMs: number): Error {
  const message = `Cannot wait for the test: expected an end within ${limitMs / 1000} s, got none`;
  return fail("CONFORM_TIMED_OUT", message, { details: { limitMs } });
}

function uncaught(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `Cannot continue the test: expected errors to be thrown to the caller, got '${reason}' from elsewhere`;
  return fail("CONFORM_WORKER_ENDED", message, { cause });
}

function ended(code: number): Error {
  const message = `Cannot continue the test: expected its thread to keep running, got exit code '${code}'`;
  return fail("CONFORM_WORKER_ENDED", message, { details: { exitCode: code } });
}
