import { type ChildProcess, fork } from "node:child_process";
import { decodeError } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { ProbeReply, ProbeTask } from "./probe-protocol.ts";

/** How a probing process is started, and how long it may take. */
export interface ProbeProcess {
  readonly entryUrl: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
}

/** What a process came to, and what its driver printed. */
export interface ProcessAnswer {
  readonly end: ProcessEnd;
  readonly printed: string;
}

type ProcessEnd =
  | { readonly type: "reply"; readonly reply: ProbeReply }
  | { readonly type: "timeout" }
  | { readonly type: "exit"; readonly how: string };

const MOST_PRINTED = 4_000;

/** Gives one task to a new process and kills it after its answer, or when it takes too long. Resolves when it is gone. */
export async function askProcess(task: ProbeTask, { entryUrl, env, timeoutMs }: ProbeProcess): Promise<ProcessAnswer> {
  // Dawn prints to standard output, which may be a document that a program reads.
  const child = fork(new URL(entryUrl), [], { stdio: ["ignore", "ignore", "pipe", "ipc"], env, execArgv: [] });
  let printed = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    printed = `${printed}${text}`.slice(-MOST_PRINTED);
  });
  const end = await endOf(child, task, timeoutMs);
  return { end, printed };
}

function endOf(child: ChildProcess, task: ProbeTask, timeoutMs: number): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    let end: ProcessEnd | null = null;
    const finish = (how: ProcessEnd): void => {
      end ??= how;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => finish({ type: "timeout" }), timeoutMs);
    const close = (how: string): void => {
      clearTimeout(timer);
      resolve(end ?? { type: "exit", how });
    };
    child.once("message", (reply) => finish({ type: "reply", reply: reply as ProbeReply }));
    child.once("error", (error) => close(error.message));
    child.once("close", (code, signal) => close(signal === null ? `exit code ${code}` : `signal ${signal}`));
    // A process that died before it could listen closes the channel: its end says more than the failed message.
    child.send(task, () => undefined);
  });
}

/** The value of an answer. @throws `GPU_PROBE_TIMEOUT`, `GPU_PROBE_CRASHED`, or what the process raised */
export function readAnswer({ end }: ProcessAnswer, timeoutMs: number): unknown {
  switch (end.type) {
    case "reply":
      if (end.reply.ok) return end.reply.value;
      throw decodeError(end.reply.error);
    case "timeout":
      throw fail("GPU_PROBE_TIMEOUT", `Cannot probe GPUs: expected an answer within ${timeoutMs} ms, got none`);
    case "exit":
      throw fail("GPU_PROBE_CRASHED", `Cannot probe GPUs: expected an answer, got ${end.how}`);
  }
}
