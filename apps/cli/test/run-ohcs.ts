import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { driverEnv } from "@ohcs/testkit/gpu-drivers";

/** The built command line. */
export const OHCS = fileURLToPath(new URL("../dist/ohcs.js", import.meta.url));

/** How a program ended, and what it said. */
export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs the built `ohcs` in `directory`; `during` may watch or signal it while it runs, `env` adds to its variables. Whatever
 * the machine has, it finds no driver of a GPU but those that `env` names.
 */
export async function runOhcs(
  directory: string,
  argv: readonly string[],
  during: (child: ChildProcess) => void | Promise<void> = () => {},
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const variables = { ...process.env, NO_COLOR: "1", ...driverEnv(), ...env };
  const child = spawn(process.execPath, [OHCS, ...argv], { cwd: directory, env: variables });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  await during(child);
  const exitCode = await ended;
  return { exitCode, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

/** What became of each well of a run, out of what `--json` prints. */
export const statuses = (out: string) =>
  Object.values((JSON.parse(out) as { wells: Record<string, { status: string }> }).wells).map(({ status }) => status);
