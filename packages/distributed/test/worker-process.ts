import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BullmqWorkerOptions } from "@ohcs/distributed/bullmq";

const PROGRAM = fileURLToPath(new URL("worker-program.mjs", import.meta.url));

/** What a worker of its own process is started with: plain data. */
export interface WorkerSettings extends Omit<BullmqWorkerOptions, "resolveModule" | "runner"> {
  readonly redis: string;
  /** Module name → the URL that it has there. */
  readonly modules: Readonly<Record<string, string>>;
  readonly heapMb?: number;
}

/** A worker as another machine would have it: a process of its own. */
export async function startWorkerProcess(settings: WorkerSettings): Promise<ChildProcess> {
  const child = fork(PROGRAM, [JSON.stringify(settings)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`The worker ended with ${code}`);
    }),
  ]);
  return child;
}

/** Ends it, however it is. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
