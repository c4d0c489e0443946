import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { describe } from "vitest";
import { OHCS } from "./run-ohcs.ts";

/** Tests that need Redis; where there is none, one line says what is left out. */
export function describeWithRedis(name: string, tests: (url: string) => void): void {
  const { REDIS_URL: url } = process.env;
  if (url === undefined)
    process.stderr.write(`LEFT OUT: ${name} needs Redis; .ci/services starts one and sets REDIS_URL\n`);
  describe.skipIf(url === undefined)(name, () => tests(url ?? ""));
}

/** How a worker is started. */
export interface WorkerStart {
  readonly directory: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What runs the program, with its arguments. @default the program itself */
  readonly within?: readonly string[];
}

/** Starts the built `ohcs worker` in a process group of its own, and waits until it takes wells. */
export async function startWorker({ directory, argv, env, within = [] }: WorkerStart): Promise<ChildProcess> {
  const [command = "", ...args] = [...within, process.execPath, OHCS, "worker", ...argv];
  const child = spawn(command, args, { cwd: directory, env: { ...process.env, ...env }, detached: true });
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  while (!printed.includes("at a time")) {
    if (child.exitCode !== null) throw new Error(printed);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return child;
}

/** Ends a worker as a supervisor does; returns its exit code. */
export async function endWorker(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  child.kill(signal);
  return (await ended)[0] as number | null;
}
