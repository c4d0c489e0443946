import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { describe } from "vitest";
import { OHCS } from "./run-ohcs.ts";

/** Tests that need Redis; where there is none, one line says what is left out. */
export function describeWithRedis(name: string, tests: (url: string) => void): void {
  const { REDIS_URL: url } = process.env;
  if (url === undefined)
    process.stderr.write(`LEFT OUT: ${name} needs Redis; .ci/services starts one and says REDIS_URL\n`);
  describe.skipIf(url === undefined)(name, () => tests(url ?? ""));
}

/** Starts the built `ohcs worker`, and waits until it takes wells. */
export async function startWorker(
  directory: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [OHCS, "worker", ...argv], { cwd: directory, env: { ...process.env, ...env } });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!said.includes("at a time")) {
    if (child.exitCode !== null) throw new Error(said);
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
