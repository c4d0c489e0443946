import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A script of tools/parity in a process of its own, which answers line by line. */
export interface PythonPeer {
  /** The first line it wrote, once it was ready. */
  readonly greeting: string;
  readonly ask: (line: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

const parity = fileURLToPath(new URL("../parity", import.meta.resolve("@ohcs/bench/package.json")));

/** What tunes numerical libraries: a peer runs as it is installed. */
const TUNING = /^(OMP|OPENBLAS|MKL|BLIS|GOTO|NUMEXPR|VECLIB)_/;

/** Printed where no peer can be measured. */
export const NO_PYTHON =
  "NOT MEASURED: no Python with the peers (tools/parity/requirements.txt). Pass --python PATH, or set OHCS_PARITY_PYTHON";

/**
 * A Python with the peers: that of `OHCS_PARITY_PYTHON`, else the environment of tools/parity; null if there is none.
 */
export function findPython(): string | null {
  const candidates = [process.env.OHCS_PARITY_PYTHON, join(parity, ".venv/bin/python")];
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null;
}

/** The environment for a peer. */
export function withoutTuning(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !TUNING.test(name)));
}

/** Starts a script. @throws `Error` where it does not start */
export async function openPythonPeer(python: string, script: string, args: readonly string[]): Promise<PythonPeer> {
  const child = spawn(python, [join(parity, script), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: withoutTuning(),
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`Cannot measure ${script}: '${python}' gave no answer`);
    return value;
  };
  const greeting = await answer();
  return {
    greeting,
    ask: (line) => {
      child.stdin.write(`${line}\n`);
      return answer();
    },
    close: async () => {
      const gone = once(child, "exit");
      child.stdin.end();
      await gone;
    },
  };
}
