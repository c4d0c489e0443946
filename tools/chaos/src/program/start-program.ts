import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { RunEvent } from "@ohcs/context";

/** How the command line ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** The running command line, in its own process group. */
export interface Program {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves at the first event, printed as a line of JSON, that `isIt` accepts; false where the program ended before. */
  readonly event: (isIt: (event: RunEvent) => boolean) => Promise<boolean>;
}

/** Bounds hangs, so that nothing waits forever. */
const LONGEST_MS = 120_000;

/** Starts the built command line. A program that takes two minutes is killed with its whole group. */
export function startProgram(
  file: string,
  argv: readonly string[],
  { directory, gates }: { readonly directory: string; readonly gates?: string },
): Program {
  const { OHCS_CHAOS_GATES: _, ...surroundings } = process.env;
  // Reports tell times, which differ from run to run.
  const env = {
    ...surroundings,
    NO_COLOR: "1",
    OHCS_REPORT: "false",
    ...(gates === undefined ? {} : { OHCS_CHAOS_GATES: gates }),
  };
  const child = spawn(process.execPath, [file, ...argv], { cwd: directory, env, detached: true });
  if (child.pid === undefined) throw new Error(`Cannot start '${file}': no process was created`);
  const { pid } = child;
  const limit = setTimeout(() => process.kill(-pid, "SIGKILL"), LONGEST_MS);
  const lines: string[] = [];
  const err: Buffer[] = [];
  const listeners = new Set<(line: string) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    for (const listen of listeners) listen(line);
  });
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    // Not "close": after a kill of the parent alone its workers may still hold the pipes.
    child.once("exit", (exitCode, signal) => {
      clearTimeout(limit);
      setImmediate(() => resolve({ exitCode, signal, out: lines.join("\n"), err: Buffer.concat(err).toString() }));
    });
  });
  return {
    pid,
    ended,
    event: (isIt) => {
      const come = new Promise<boolean>((resolve) => {
        listeners.add((line) => void (isIt(JSON.parse(line) as RunEvent) && resolve(true)));
      });
      return Promise.race([come, ended.then(() => false)]);
    },
  };
}
