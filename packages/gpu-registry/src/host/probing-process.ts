import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import { decodeError } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { ProbeReply, ProbeTask } from "./probe-protocol.ts";

/** How a probing process is started, and how long it may take for a task. */
export interface ProbingOptions {
  readonly entryUrl: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
}

/** A process that inspects GPUs. */
export interface ProbingProcess {
  /**
   * Sends it a task, one at a time. After a failure it must not be used again.
   * @throws `GPU_PROBE_TIMEOUT`, `GPU_PROBE_CRASHED`, or the error of the process
   */
  ask(task: ProbeTask): Promise<unknown>;
  /** Kills it, even if its driver hangs; resolves when it is gone, with the driver's output. */
  end(): Promise<string>;
}

const MOST_PRINTED = 4_000;

/** Starts a process that waits for its first task. */
export function startProbing({ entryUrl, env, timeoutMs }: ProbingOptions): ProbingProcess {
  // Dawn prints to standard output, which may be a document that a program reads.
  const stdio: StdioOptions = ["ignore", "ignore", "pipe", "ipc"];
  const child = fork(new URL(entryUrl), [String(process.pid)], { stdio, env, execArgv: [] });
  let printed = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    printed = `${printed}${text}`.slice(-MOST_PRINTED);
  });
  const gone = endOf(child);
  return {
    ask: (task) => answerOf(child, gone, task, timeoutMs),
    end: async () => {
      child.kill("SIGKILL");
      await gone;
      return printed;
    },
  };
}

/** How a process ended. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}

async function answerOf(
  child: ChildProcess,
  gone: Promise<string>,
  task: ProbeTask,
  timeoutMs: number,
): Promise<unknown> {
  const reply = await new Promise<ProbeReply>((resolve, reject) => {
    const late = `Cannot probe GPUs: no answer within ${timeoutMs} ms`;
    const timer = setTimeout(() => reject(fail("GPU_PROBE_TIMEOUT", late)), timeoutMs);
    child.once("message", (message) => {
      clearTimeout(timer);
      resolve(message as ProbeReply);
    });
    gone.then((how) => {
      clearTimeout(timer);
      reject(fail("GPU_PROBE_CRASHED", `Cannot probe GPUs: the process ended before it answered (${how})`));
    });
    // A process that died during startup closes the channel: its exit is more informative than the failed message.
    child.send(task, () => undefined);
  });
  if (reply.ok) return reply.value;
  throw decodeError(reply.error);
}
